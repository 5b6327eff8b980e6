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

-- A group waits for all from its next one on.
topic.groups = nil
local stop
for _, group in ipairs(groups_of(topic)) do
  stop = math.min(stop or group.next, group.next)
end

local event = stop and first_event(topic, 1)
while event and event.sequence < stop do
  if not is_awaited(topic, event.sequence) then
    remove(topic, { event.id })
  end
  event = first_event(topic, event.sequence + 1)
end
finish(topic)
return { 0 }
