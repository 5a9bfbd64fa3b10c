-- @spec REQ-{n}
SELECT 1;
