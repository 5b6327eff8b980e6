-- ARGV, on: the payload, the span that publishes it. Gives the sequence, 0 where the topic is full and blocks.
local topic = find_topic(ARGV[2])
if not topic then
  return { DENIED, 'topic' }
end

local payload = ARGV[3]
if #payload > topic.max_event_bytes then
  return { TOO_LARGE, text(topic.max_event_bytes) }
end

local sequence = add(topic, payload, ARGV[4], '')
finish(topic)
return sequence
