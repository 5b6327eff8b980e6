-- Gives the topic: its settings, its last sequence, its events and their bytes.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

return {
  0, text(topic.max_events), text(topic.max_bytes), text(topic.max_event_bytes), topic.overflow,
  redis.call('HGET', topic.stream .. ':topic', 'requires'), text(topic.last), topic.events, text(topic.bytes),
}
