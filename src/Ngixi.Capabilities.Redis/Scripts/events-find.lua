-- Gives the topic: its last sequence, its events and their bytes, its settings.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

return { 0, text(topic.last), text(topic.events), text(topic.bytes), topic.settings }
