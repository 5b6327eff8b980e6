-- ARGV, on: the bytes of an event. Gives 1 where it would be published at once.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

if topic.overflow ~= BLOCK or fits(topic, topic.events, topic.bytes, tonumber(ARGV[3])) then
  return { 0, 1 }
end

local oldest = first_event(topic, 1)
return { 0, oldest and not is_awaited(topic, oldest.sequence) and 1 or 0 }
