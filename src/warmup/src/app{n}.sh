#!/bin/sh
# @spec REQ-{n}
f() { echo "$1"; }
