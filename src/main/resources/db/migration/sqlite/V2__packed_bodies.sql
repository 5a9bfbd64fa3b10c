-- How a body is packed: not at all, or 'deflate' (RFC 1950).
ALTER TABLE delivery_body ADD COLUMN packing TEXT NOT NULL DEFAULT ''
  CHECK (packing IN ('', 'deflate'));
