-- ARGV, on: the group. Gives in how many microseconds it has something to take; nothing where only a publication changes that.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group then
  return { DENIED, not topic and 'topic' or 'group' }
elseif group.next <= topic.last then
  return { 0, 0 }
end

local due = redis.call('ZRANGE', topic.stream .. ':due:' .. group.name, 0, 0, 'WITHSCORES')[2]
return { 0, due and text(math.max(due - now, 0)) }
