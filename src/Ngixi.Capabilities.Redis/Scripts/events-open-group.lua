-- ARGV, on: the group, its lease, its deliveries, its dead-letter topic, 1 where it begins with the oldest event; then the settings
-- of that topic, if it is not there.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

local name, from_beginning = ARGV[3], ARGV[7] == '1'
local group = find_group(topic, name)
if not group then
  local oldest = from_beginning and first_event(topic, 1)
  group = { name = name, next = oldest and oldest.sequence or topic.last + 1 }
  redis.call('XGROUP', 'CREATE', topic.stream, name, last_id(group.next - 1))
end
if not find_topic(ARGV[6]) then
  open_topic(ARGV[6], 8)
end
group.lease, group.max_deliveries, group.dead = ARGV[4], ARGV[5], ARGV[6]
keep_group(topic, group)
return { 0 }
