-- Finds a value with its version, and how many milliseconds it is still kept.
-- KEYS: the value, the rows. ARGV: the key.
local value = redis.call('GET', KEYS[1])
local row = value and redis.call('HGET', KEYS[2], ARGV[1])
if not row then
  return false
end

local version, _, expires = struct.unpack('<ddd', row)
if expires == 0 then
  return { value, version, 0 }
end

local time = redis.call('TIME')
local left = expires - (time[1] * 1000 + math.floor(time[2] / 1000))
return left > 0 and { value, version, left } or false
