-- ARGV, on: the group; then for each settlement its kind, sequence, deliveries, the time until a retry, the reason. Gives how many were
-- still held.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group or not find_topic(group.dead) then
  return { DENIED, not topic and 'topic' or 'group' }
end

local settled, is_retried = 0, false
for argument = 4, #ARGV, 5 do
  local kind, sequence, deliveries, after, reason = unpack(ARGV, argument, argument + 4)
  local hold = find_hold(topic, group, tonumber(sequence))
  if hold and hold.is_taken and hold.deliveries == tonumber(deliveries) then
    settled = settled + 1
    if kind == 'retry' and (hold.lost_to ~= 0 or hold.deliveries < group.max_deliveries) then
      set_hold(topic, group, hold, 'waiting', now + after)
      if hold.lost_to == 0 then
        redis.call('HSET', topic.stream .. ':reasons:' .. group.name, text(hold.sequence), reason)
      end
      is_retried = true
    elseif kind == 'ack' or hold.lost_to ~= 0 then
      end_hold(topic, group, hold)
    else
      bury(topic, group, hold, reason)
    end
  end
end
if is_retried then
  wake(topic, ':events')
end
finish(topic)
return { 0, settled }
