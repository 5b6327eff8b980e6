-- Makes all writes, or none, as KeyValueRules.Apply says.
--
-- KEYS: the rows of one namespace. The values have keys of their own, so that a read is a GET. Their names are made here, since those of
-- expired values are found here, and the others with them: all are in the slot of the namespace.
--   rows    hash: key -> version, size, expires, where size is that of the value and expires is in ms, 0 for never; and, under the key
--           that nobody has, "" -> version, keys, bytes, soonest: the version that was given last, what counts, and a time before which
--           nothing expires, 0 where nothing ever does. They are doubles, which Lua reads and writes in a third of the time of text
--   order   sorted set of the keys, by their bytes
--   expiry  sorted set of the keys that expire, by time in ms
--   v:<key> the value
-- ARGV: the most keys, the most bytes; then kind, key, value or number, time to live in ms and version of each write. What is not said
-- is empty.
--
-- Gives 0 and for each write its version and number; or the number of a KeyValueError and what it is about. Numbers of 64 bits are
-- text: Lua's are doubles. Times in ms or us, versions and sizes are below 2^53.
local rows, start = KEYS[1], string.sub(KEYS[1], 1, -5)
local order, expiry, prefix = start .. 'order', start .. 'expiry', start .. 'v:'
local max_keys, max_bytes = tonumber(ARGV[1]), tonumber(ARGV[2])

local VERSION_MISMATCH, NOT_A_NUMBER, NUMBER_OVERFLOW, QUOTA_EXCEEDED = '4', '5', '6', '7'
local EXPIRED_AT_ONCE = 100

local time = redis.call('TIME')
local microseconds = time[1] * 1000000 + time[2]
local now = math.floor(microseconds / 1000)

local function text(number)
  return string.format('%.0f', number)
end

-- Numbers of 64 bits, as a high part and a low one of nine digits, which have the same sign.

local BASE = 1000000000

local function compare(high, low, other_high, other_low)
  return high ~= other_high and high - other_high or low - other_low
end

local function fits_64_bits(high, low)
  return compare(high, low, 9223372036, 854775807) <= 0 and compare(high, low, -9223372036, -854775808) >= 0
end

local function read_number(value)
  local sign, digits = string.match(value, '^(%-?)([1-9]%d*)$')
  if value == '0' then
    return 0, 0
  elseif not digits or #digits > 19 then
    return nil
  end

  local high, low = tonumber(string.sub(digits, 1, -10)) or 0, tonumber(string.sub(digits, -9))
  if sign == '-' then
    high, low = -high, -low
  end
  if fits_64_bits(high, low) then
    return high, low
  end
end

local function add(high, low, other_high, other_low)
  high, low = high + other_high, low + other_low
  if low >= BASE then
    high, low = high + 1, low - BASE
  elseif low <= -BASE then
    high, low = high - 1, low + BASE
  end
  if high > 0 and low < 0 then
    high, low = high - 1, low + BASE
  elseif high < 0 and low > 0 then
    high, low = high + 1, low - BASE
  end
  if fits_64_bits(high, low) then
    return high, low
  end
end

local function number_text(high, low)
  if high == 0 then
    return text(low)
  end
  return text(high) .. string.format('%09.0f', math.abs(low))
end

-- The rows of the server.

local function read(row)
  if not row then
    return false
  end

  local version, size, expires = struct.unpack('<ddd', row)
  return { version = text(version), size = size, expires = expires }
end

-- Those that the writes name, and the counts, in one call.
local stored = {}
local before
do
  local fields = { '' }
  for argument = 4, #ARGV, 5 do
    fields[#fields + 1] = ARGV[argument]
  end

  local values = redis.call('HMGET', rows, unpack(fields))
  before = { version = 0, keys = 0, bytes = 0, soonest = 0 }
  if values[1] then
    before.version, before.keys, before.bytes, before.soonest = struct.unpack('<dddd', values[1])
  end
  for index = 2, #fields do
    stored[fields[index]] = read(values[index])
  end
end

-- The server removes an expired value by itself; its row counts until a write removes it.
local function is_there(key, row)
  return row and (row.value or ((row.expires == 0 or row.expires > now) and redis.call('EXISTS', prefix .. key) == 1))
end

local function pack_counts(state)
  return struct.pack('<dddd', state.version, state.keys, state.bytes, state.soonest)
end

local function remove(key, row)
  redis.call('DEL', prefix .. key)
  redis.call('HDEL', rows, key)
  redis.call('ZREM', order, key)
  if row.expires > 0 then
    redis.call('ZREM', expiry, key)
  end
end

local function remove_expired()
  if before.soonest == 0 or before.soonest > now then
    return 0
  end

  local keys = redis.call('ZRANGEBYSCORE', expiry, '-inf', text(now), 'LIMIT', 0, EXPIRED_AT_ONCE)
  for _, key in ipairs(keys) do
    local row = read(redis.call('HGET', rows, key))
    stored[key] = false
    remove(key, row)
    before.keys = before.keys - 1
    before.bytes = before.bytes - #key - row.size
  end
  before.soonest = tonumber(redis.call('ZRANGE', expiry, 0, 0, 'WITHSCORES')[2] or 0)
  redis.call('HSET', rows, '', pack_counts(before))
  return #keys
end

local function set(key, there, row)
  if row.expires > 0 then
    redis.call('SET', prefix .. key, row.value, 'PXAT', text(row.expires))
    redis.call('ZADD', expiry, text(row.expires), key)
  else
    redis.call('SET', prefix .. key, row.value)
    if there and there.expires > 0 then
      redis.call('ZREM', expiry, key)
    end
  end
  if not there then
    redis.call('ZADD', order, 0, key)
  end
  return struct.pack('<ddd', row.version, row.size, row.expires)
end

-- What the writes change, before any of it is written.

local function make()
  local state = { version = before.version, keys = before.keys, bytes = before.bytes, soonest = before.soonest }
  local changed, results = {}, { '0' }

  local function change(key, there, row)
    changed[key] = row
    state.keys = state.keys + (row and 1 or 0) - (there and 1 or 0)
    state.bytes = state.bytes + (row and #key + row.size or 0) - (there and #key + there.size or 0)
  end

  local function put(key, there, value, expires)
    -- The server's time keeps versions from coming again where a failover lost the last ones.
    state.version = math.max(state.version + 1, microseconds)
    change(key, there, { version = text(state.version), size = #value, expires = expires, value = value })
    if expires > 0 then
      state.soonest = state.soonest == 0 and expires or math.min(state.soonest, expires)
    end
    return text(state.version)
  end

  for argument = 3, #ARGV, 5 do
    local kind, key, value, time_to_live, wanted = unpack(ARGV, argument, argument + 4)
    local there = changed[key]
    if there == nil then
      there = stored[key]
    end

    local row, has = false, '0'
    if there and (kind ~= 'put' or wanted ~= '') and is_there(key, there) then
      row, has = there, there.version
    end
    if wanted ~= '' and wanted ~= has then
      return { VERSION_MISMATCH, key, has, wanted }
    end

    local expires = time_to_live ~= '' and now + time_to_live or 0
    local given, number = has, '0'
    if kind == 'put' then
      given = put(key, there, value, expires)
    elseif kind == 'delete' then
      change(key, there, false)
    elseif kind == 'increment' then
      local current = row and (row.value or redis.call('GET', prefix .. key)) or '0'
      local high, low = read_number(current)
      if not high then
        return { NOT_A_NUMBER, key }
      end

      high, low = add(high, low, read_number(value))
      if not high then
        return { NUMBER_OVERFLOW, key, current, value }
      end

      number = number_text(high, low)
      given = put(key, there, number, row and row.expires or expires)
    end
    results[#results + 1] = given
    results[#results + 1] = number
  end
  return results, changed, state
end

local function fits(state)
  return (state.keys <= max_keys or state.keys <= before.keys) and (state.bytes <= max_bytes or state.bytes <= before.bytes)
end

remove_expired()
local results, changed, state = make()
while changed and not fits(state) do
  if remove_expired() == 0 then
    return { QUOTA_EXCEEDED, text(state.keys), text(state.bytes) }
  end
  results, changed, state = make()
end

if changed and next(changed) ~= nil then
  local fields = { rows, '', pack_counts(state) }
  for key, row in pairs(changed) do
    local there = stored[key]
    if row then
      fields[#fields + 1] = key
      fields[#fields + 1] = set(key, there, row)
    elseif there then
      remove(key, there)
    end
  end
  redis.call('HSET', unpack(fields))
end
return results
