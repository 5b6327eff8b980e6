-- ARGV, on: the group. Gives in how many microseconds it has something to take; nothing where only a publication changes that, which
-- wakes the taker then. Without memory it does not: a taker looks for itself now and then.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group then
  return { DENIED, not topic and 'topic' or 'group' }
elseif group.next <= topic.last then
  return { 0, 0 }
end

if topic.waits == '' then
  topic.waits = ' w'
  redis.pcall('SET', topic.stream .. ':topic', pack_topic(topic))
end
local due = redis.call('ZRANGE', topic.stream .. ':due:' .. group.name, 0, 0, 'WITHSCORES')[2]
return { 0, due and text(math.max(due - now, 0)) }
