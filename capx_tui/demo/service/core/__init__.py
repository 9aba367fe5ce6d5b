"""What every endpoint shares: calls, permission, fields with their messages, paging, filters, reading and writing."""
