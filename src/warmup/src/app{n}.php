<?php
// @spec REQ-{n}
function f($a) { return $a; }
