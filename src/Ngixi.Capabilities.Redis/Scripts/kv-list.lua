-- Lists keys from the order of their bytes: the keys of a page, and whether more follow.
-- KEYS: the order, the rows. ARGV: the bounds as ZRANGEBYLEX has them, the most keys, the most bytes.
local minimum, maximum, limit, max_bytes = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local page, bytes = {}, 0
while true do
  local wanted = math.min(limit - #page + 1, 1000)
  local keys = redis.call('ZRANGEBYLEX', KEYS[1], minimum, maximum, 'LIMIT', 0, wanted)
  if #keys == 0 then
    return { page, 0 }
  end

  local rows = redis.call('HMGET', KEYS[2], unpack(keys))
  for index, key in ipairs(keys) do
    local expires = rows[index] and struct.unpack('<d', rows[index], 17)
    if expires == 0 or (expires and expires > now) then
      if #page == limit or bytes + #key > max_bytes then
        return { page, 1 }
      end
      page[#page + 1] = key
      bytes = bytes + #key
    end
  end

  if #keys < wanted then
    return { page, 0 }
  end
  minimum = '(' .. keys[#keys]
end
