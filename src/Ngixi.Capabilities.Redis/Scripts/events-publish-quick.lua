-- Publishes to a topic that has room: what events-publish.lua does, in four commands. It stands before events.lua and events-publish.lua,
-- which do the rest. KEYS and ARGV are theirs.
do
  local call, format = redis.call, string.format
  local stream, payload = KEYS[1], ARGV[3]
  local last, events, bytes, settings, max_events, max_bytes, max_event_bytes, waits = string.match(
    call('GET', stream .. ':topic') or '', '^(%d+) (%d+) (%d+) ((%d+) (%d+) (%d+) %d+ %d+)(.*)$')
  local size = #payload
  if last and events - max_events < 0 and bytes + size <= max_bytes + 0 and size <= max_event_bytes + 0 then
    local time = call('TIME')
    last = last + 1
    call('XADD', stream, format('%d-%d', last, size), 'payload', payload, 'about', time[1] .. ' ' .. time[2] .. ' ' .. ARGV[4] .. ' ')
    call('SET', stream .. ':topic', format('%d %d %d %s', last, events + 1, bytes + size, settings))
    if waits ~= '' then
      call('PUBLISH', stream .. ':events', '')
    end
    return last
  end
end
