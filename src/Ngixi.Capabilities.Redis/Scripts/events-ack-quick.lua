-- Ends events that follow each other, that were delivered once, and that no other group waits for: what events-settle.lua does, in seven
-- commands. It stands before events.lua and events-settle.lua, which do the rest.
--
-- KEYS and ARGV are those of events.lua; ARGV, on: the group, the first sequence, how many.
do
  local call, match, format = redis.call, string.match, string.format
  local stream, name, first, count = KEYS[1], ARGV[3], ARGV[4], ARGV[5] + 0
  local groups = call('HKEYS', stream .. ':groups')
  local entries = #groups == 1 and groups[1] == name
    and call('XPENDING', stream, name, first, format('%d', first + count - 1), count, 'taken') or {}
  local ids, members, freed, is_first = {}, {}, 0, #entries == count
  for index = 1, #entries do
    local entry = entries[index]
    is_first = is_first and entry[4] == 1
    ids[index] = entry[1]
    members[index] = format('%016d', first + index - 1)
    freed = freed + match(entry[1], '%d+$')
  end

  if is_first then
    call('ZREM', stream .. ':due:' .. name, unpack(members))
    call('XACK', stream, name, unpack(ids))
    call('XDEL', stream, unpack(ids))
    local state = call('GET', stream .. ':topic')
    local last, events, bytes = struct.unpack('<ddd', state)
    call('SET', stream .. ':topic', struct.pack('<ddd', last, events - count, bytes - freed) .. string.sub(state, 25))
    if string.sub(state, 49, 49) == '2' then
      call('PUBLISH', stream .. ':space', '')
    end
    return count
  end

  for index = 0, count - 1 do
    ARGV[4 + index] = format('ack %d 1', first + index)
  end
  if count == 1 then
    ARGV[5] = nil
  end
end
