-- Publishes to a topic that has room: what events-publish.lua does, in four commands. It stands before events.lua and events-publish.lua,
-- which do the rest. KEYS and ARGV are theirs.
do
  local call, format, pack = redis.call, string.format, struct.pack
  local stream, payload = KEYS[1], ARGV[3]
  local state = call('GET', stream .. ':topic')
  if state then
    local last, events, bytes, max_events, max_bytes, max_event_bytes = struct.unpack('<dddddd', state)
    local size = #payload
    if events < max_events and bytes + size <= max_bytes and size <= max_event_bytes then
      local time, rest = call('TIME'), string.sub(state, 25)
      last = last + 1
      call('XADD', stream, format('%d-%d', last, size), 'payload', payload, 'about', time[1] .. ' ' .. time[2] .. ' ' .. ARGV[4] .. ' ')
      if string.byte(rest, -1) == 119 then
        call('PUBLISH', stream .. ':events', '')
        rest = string.sub(rest, 1, -3)
      end
      call('SET', stream .. ':topic', pack('<ddd', last, events + 1, bytes + size) .. rest)
      return last
    end
  end
end
