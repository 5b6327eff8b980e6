-- ARGV, on: the group.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

local name = ARGV[3]
if not find_group(topic, name) then
  return { 0 }
end

redis.call('XGROUP', 'DESTROY', topic.stream, name)
redis.call('HDEL', topic.stream .. ':groups', name)
for _, kind in ipairs({ ':due:', ':reasons:', ':lost:' }) do
  redis.call('DEL', topic.stream .. kind .. name)
end

topic.groups = nil
local event = #groups_of(topic) > 0 and first_event(topic, 1)
while event do
  if not is_awaited(topic, event.sequence) then
    remove(topic, { event.id })
  end
  event = first_event(topic, event.sequence + 1)
end
finish(topic)
return { 0 }
