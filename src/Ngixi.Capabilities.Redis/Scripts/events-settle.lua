-- ARGV, on: the group; then each settlement: "ack sequence deliveries", "reject sequence deliveries 0 reason" or "retry sequence
-- deliveries time reason", where the time is that until the retry. Gives how many were still held.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group then
  return { DENIED, not topic and 'topic' or 'group' }
end

local settlements, sequences = {}, {}
for argument = 4, #ARGV do
  local kind, sequence, deliveries, after, reason = string.match(ARGV[argument], '^(%a+) (%d+) (%d+) ?(%d*) ?(.*)$')
  sequences[#sequences + 1] = tonumber(sequence)
  settlements[#settlements + 1] = {
    kind = kind, sequence = tonumber(sequence), deliveries = tonumber(deliveries), after = after, reason = reason,
  }
end
if #settlements == 0 then
  return { 0, 0 }
end

local holds, ended, settled, is_retried = find_holds(topic, group, sequences), {}, 0, false
for _, settlement in ipairs(settlements) do
  local kind, hold = settlement.kind, holds[settlement.sequence]
  if hold and hold.is_taken and hold.deliveries == settlement.deliveries then
    settled = settled + 1
    if kind == 'retry' and (hold.lost_to ~= 0 or hold.deliveries < group.max_deliveries) then
      set_hold(topic, group, hold, 'waiting', now + settlement.after)
      if hold.lost_to == 0 then
        redis.call('HSET', topic.stream .. ':reasons:' .. group.name, text(hold.sequence), settlement.reason)
      end
      is_retried = true
    else
      holds[settlement.sequence] = nil
      if kind == 'ack' or hold.lost_to ~= 0 then
        ended[#ended + 1] = hold
      else
        bury(topic, group, hold, settlement.reason)
      end
    end
  end
end
end_holds(topic, group, ended)
if is_retried then
  wake(topic, ':events')
end
finish(topic)
return { 0, settled }
