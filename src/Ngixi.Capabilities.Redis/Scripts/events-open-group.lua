-- ARGV, on: the group, its lease, its deliveries, its dead-letter topic, 1 where it begins with the oldest event; then the settings
-- of that topic, if it is not there.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

local name, from_beginning = ARGV[3], ARGV[7] == '1'
if not find_group(topic, name) then
  local oldest = from_beginning and first_event(topic, 1)
  redis.call('XGROUP', 'CREATE', topic.stream, name, id(oldest and oldest.sequence - 1 or topic.last))
end
if not find_topic(ARGV[6]) then
  open_topic(ARGV[6], 8)
end
redis.call('HSET', topic.stream .. ':groups', name, ARGV[4] .. ' ' .. ARGV[5] .. ' ' .. ARGV[6])
return { 0 }
