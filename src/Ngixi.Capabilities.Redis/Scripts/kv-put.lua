-- Puts a value for ever and without a condition: what kv-apply.lua does, in four commands, and gives the version. It stands before
-- kv-apply.lua, which does the rest: where something has expired, the value that is there expires, or the quota has no room.
--
-- KEYS and ARGV are those of kv-apply.lua, for one write. A large value is sent as a key of its own, since Lua reads each byte of a text
-- to hash it: ARGV has its size then, and the name of the key as the last argument. Gives nothing where that is not there.
do
  local call, pack, unpack = redis.call, struct.pack, struct.unpack
  local rows, key, value, sent = KEYS[1], ARGV[4], ARGV[5], ARGV[8]
  local time = call('TIME')
  local now = time[1] * 1000000 + time[2]
  local found = call('HMGET', rows, '', key)
  local version, keys, bytes, soonest = 0, 0, 0, 0
  if found[1] then
    version, keys, bytes, soonest = unpack('<dddd', found[1])
  end

  local row, size = found[2], sent and value + 0 or #value
  local old, expires = 0, 0
  if row then
    old, expires = unpack('<dd', row, 9)
    bytes = bytes + size - old
  else
    keys = keys + 1
    bytes = bytes + size + #key
  end

  if expires == 0 and (soonest == 0 or soonest * 1000 > now) and keys <= ARGV[1] + 0 and bytes <= ARGV[2] + 0 then
    local start = string.sub(rows, 1, -5)
    version = math.max(version + 1, now)
    if sent then
      if redis.pcall('RENAME', sent, start .. 'v:' .. key).err then
        return false
      end
      call('PERSIST', start .. 'v:' .. key)
    else
      call('SET', start .. 'v:' .. key, value)
    end
    if not row then
      call('ZADD', start .. 'order', 0, key)
    end
    call('HSET', rows, '', pack('<dddd', version, keys, bytes, soonest), key, pack('<ddd', version, size, 0))
    return version
  end

  if sent then
    ARGV[5], ARGV[8] = call('GETDEL', sent), nil
    if not ARGV[5] then
      return false
    end
  end
end
