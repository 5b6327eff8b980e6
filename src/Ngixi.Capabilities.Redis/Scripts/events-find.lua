-- Gives the topic: its last sequence, its events and their bytes, its settings.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

return {
  0, topic.last, topic.events, topic.bytes, topic.max_events, topic.max_bytes, topic.max_event_bytes, topic.overflow, topic.requires,
}
