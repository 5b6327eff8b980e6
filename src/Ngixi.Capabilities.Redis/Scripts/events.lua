-- What topics and groups do, as EventRules says. The other scripts of events begin with this one.
--
-- A topic is a stream: the event of a sequence has the ID <sequence>-0. A group of the topic is a consumer group of the stream. Its last
-- ID is the last sequence that it was given or told to be lost, and its pending list is what it holds. Beside the stream are
--   <stream>:topic          hash: the settings; the last sequence; the bytes of the events
--   <stream>:groups         hash: group -> "lease deliveries dead-letter topic"
--   <stream>:due:<group>    sorted set: what the group holds, by the time when it is delivered again, which a stream has no order by
--   <stream>:reasons:<group> hash: sequence -> the last reason of a retry
--   <stream>:lost:<group>   hash: sequence -> "last deliveries consumer" of lost sequences, which the group holds, too
-- A consumer has no name of its own: 'taken' has what a taker may settle, 'waiting' what waits for a retry.
--
-- KEYS: the stream, for the slot, in which all topics are: a dead letter moves from topic to topic. ARGV: what the streams' names begin
-- with, the topic. Times are in microseconds; they and sequences are below 2^53.
local start = ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local DENIED, TOO_LARGE = 1, 3
local DROP_NEWEST, BLOCK = 1, 2

local function text(number)
  return string.format('%.0f', number)
end

local function id(sequence)
  return string.format('%.0f-0', sequence)
end

-- Numbers of one length, so that a sorted set has those of one time in order.
local function member(sequence)
  return string.format('%016.0f', sequence)
end

local topics = {}

local function find_topic(name)
  if topics[name] == nil then
    local stream = start .. name
    local settings = redis.call(
      'HMGET', stream .. ':topic', 'max_events', 'max_bytes', 'max_event_bytes', 'overflow', 'last', 'bytes')
    topics[name] = settings[1] and {
      name = name,
      stream = stream,
      max_events = tonumber(settings[1]),
      max_bytes = tonumber(settings[2]),
      max_event_bytes = tonumber(settings[3]),
      overflow = tonumber(settings[4]),
      last = tonumber(settings[5]),
      bytes = tonumber(settings[6]),
      events = redis.call('XLEN', stream),
    } or false
  end
  return topics[name]
end

-- Sets what the arguments have from one on: the most events, the most bytes, the most bytes of an event, the overflow, what is required.
local function open_topic(name, argument)
  local stream = start .. name
  if redis.call('EXISTS', stream .. ':topic') == 0 then
    redis.call('HSET', stream .. ':topic', 'last', '0', 'bytes', '0')
    -- A stream begins with an event or with a group, and no group of a topic can have this name.
    redis.call('XGROUP', 'CREATE', stream, ':', '0', 'MKSTREAM')
    redis.call('XGROUP', 'DESTROY', stream, ':')
  end

  local max_events, max_bytes, max_event_bytes, overflow, required = unpack(ARGV, argument, argument + 4)
  redis.call(
    'HSET', stream .. ':topic',
    'max_events', max_events, 'max_bytes', max_bytes, 'max_event_bytes', max_event_bytes, 'overflow', overflow, 'requires', required)
end

-- Gets the groups with what comes next for each.
local function groups_of(topic)
  if not topic.groups then
    topic.groups = {}
    for index, facts in ipairs(redis.call('XINFO', 'GROUPS', topic.stream)) do
      local group = {}
      for fact = 1, #facts, 2 do
        group[facts[fact]] = facts[fact + 1]
      end
      topic.groups[index] = { name = group.name, next = tonumber(string.match(group['last-delivered-id'], '^%d+')) + 1 }
    end
  end
  return topic.groups
end

local function find_group(topic, name)
  local settings = redis.call('HGET', topic.stream .. ':groups', name)
  if not settings then
    return nil
  end

  for _, group in ipairs(groups_of(topic)) do
    if group.name == name then
      local lease, max_deliveries, dead = string.match(settings, '^(%d+) (%d+) (.*)$')
      group.lease, group.max_deliveries, group.dead = tonumber(lease), tonumber(max_deliveries), dead
      return group
    end
  end
end

-- Keeps what changed, and wakes who waits for it.
local function keep(topic)
  redis.call('HSET', topic.stream .. ':topic', 'last', text(topic.last), 'bytes', text(topic.bytes))
end

local function wake(topic, what)
  redis.call('PUBLISH', topic.stream .. what, '')
end

local function events_from(topic, from, count)
  local events = {}
  for index, entry in ipairs(redis.call('XRANGE', topic.stream, id(from), '+', 'COUNT', count)) do
    local event = { sequence = tonumber(string.match(entry[1], '^%d+')) }
    for field = 1, #entry[2], 2 do
      event[entry[2][field]] = entry[2][field + 1]
    end
    events[index] = event
  end
  return events
end

local function first_event(topic, from)
  return events_from(topic, from, 1)[1]
end

local function pending(topic, group, sequence)
  return redis.call('XPENDING', topic.stream, group.name, id(sequence), id(sequence), 1)[1]
end

local function is_held(topic, sequence)
  for _, group in ipairs(groups_of(topic)) do
    if pending(topic, group, sequence) then
      return true
    end
  end
  return false
end

-- Says whether a group has yet to get an event, or holds it. One group may be known not to.
local function is_awaited(topic, sequence, but)
  for _, group in ipairs(groups_of(topic)) do
    if group ~= but and (group.next <= sequence or pending(topic, group, sequence)) then
      return true
    end
  end
  return false
end

local function fits(topic, events, bytes, added)
  return events < topic.max_events and bytes + added <= topic.max_bytes
end

local function remove(topic, event)
  redis.call('XDEL', topic.stream, id(event.sequence))
  topic.events = topic.events - 1
  topic.bytes = topic.bytes - #event.payload
  topic.is_freed = true
end

local function make_space(topic, added)
  while not fits(topic, topic.events, topic.bytes, added) do
    local oldest = first_event(topic, 1)
    if not oldest or is_awaited(topic, oldest.sequence) then
      return
    end
    remove(topic, oldest)
  end
end

-- Removes the oldest events that no group holds, if that makes space enough.
local function drop_oldest(topic, added)
  local events, bytes, from, dropped = topic.events, topic.bytes, 1, {}
  while not fits(topic, events, bytes, added) do
    local event = first_event(topic, from)
    if not event then
      return false
    end

    if not is_held(topic, event.sequence) then
      dropped[#dropped + 1] = event
      events, bytes = events - 1, bytes - #event.payload
    end
    from = event.sequence + 1
  end

  for _, event in ipairs(dropped) do
    remove(topic, event)
  end
  return true
end

-- Adds an event under the next sequence, or gives it the sequence alone where it is lost. Gives 0 where the topic blocks.
local function add(topic, payload, trace_parent, letter)
  make_space(topic, #payload)
  local has_space = fits(topic, topic.events, topic.bytes, #payload)
  if not has_space and topic.overflow == BLOCK and letter == '' then
    return 0
  elseif not has_space and topic.overflow ~= DROP_NEWEST then
    has_space = drop_oldest(topic, #payload)
  end

  topic.last = topic.last + 1
  if has_space then
    redis.call(
      'XADD', topic.stream, id(topic.last), 'payload', payload, 'published', text(now), 'trace_parent', trace_parent, 'letter', letter)
    topic.events = topic.events + 1
    topic.bytes = topic.bytes + #payload
  end
  keep(topic)
  wake(topic, ':events')
  return topic.last
end

-- What a group holds.

local function find_hold(topic, group, sequence)
  local entry = pending(topic, group, sequence)
  if entry then
    return { sequence = sequence, lost_to = 0, deliveries = entry[4], is_taken = entry[2] == 'taken' }
  end

  local lost = redis.call('HGET', topic.stream .. ':lost:' .. group.name, text(sequence))
  if lost then
    local lost_to, deliveries, consumer = string.match(lost, '^(%d+) (%d+) (%a+)$')
    return { sequence = sequence, lost_to = tonumber(lost_to), deliveries = tonumber(deliveries), is_taken = consumer == 'taken' }
  end
end

local function set_hold(topic, group, hold, consumer, due)
  if hold.lost_to == 0 then
    redis.call(
      'XCLAIM', topic.stream, group.name, consumer, 0, id(hold.sequence), 'RETRYCOUNT', hold.deliveries, 'FORCE', 'JUSTID')
  else
    redis.call(
      'HSET', topic.stream .. ':lost:' .. group.name,
      text(hold.sequence), text(hold.lost_to) .. ' ' .. text(hold.deliveries) .. ' ' .. consumer)
  end
  redis.call('ZADD', topic.stream .. ':due:' .. group.name, text(due), member(hold.sequence))
end

local function set_new_holds(topic, group, holds, due)
  local ids, members = {}, {}
  for _, hold in ipairs(holds) do
    if hold.lost_to == 0 then
      ids[#ids + 1] = id(hold.sequence)
      members[#members + 1] = text(due)
      members[#members + 1] = member(hold.sequence)
    else
      set_hold(topic, group, hold, 'taken', due)
    end
  end
  if #ids > 0 then
    local count = #ids
    for index, option in ipairs({ 'RETRYCOUNT', 1, 'FORCE', 'JUSTID' }) do
      ids[count + index] = option
    end
    redis.call('XCLAIM', topic.stream, group.name, 'taken', 0, unpack(ids))
    redis.call('ZADD', topic.stream .. ':due:' .. group.name, unpack(members))
  end
end

-- Ends a hold, and removes the event that no other group waits for.
local function end_hold(topic, group, hold)
  redis.call('ZREM', topic.stream .. ':due:' .. group.name, member(hold.sequence))
  if hold.lost_to ~= 0 then
    redis.call('HDEL', topic.stream .. ':lost:' .. group.name, text(hold.sequence))
    return
  end

  redis.call('XACK', topic.stream, group.name, id(hold.sequence))
  if hold.deliveries > 1 then
    redis.call('HDEL', topic.stream .. ':reasons:' .. group.name, text(hold.sequence))
  end
  if not is_awaited(topic, hold.sequence, group) then
    remove(topic, first_event(topic, hold.sequence))
  end
end

local function bury(topic, group, hold, reason)
  local event = first_event(topic, hold.sequence)
  local letter = table.concat({ topic.name, group.name, text(hold.sequence), text(hold.deliveries), reason }, ' ')
  add(find_topic(group.dead), event.payload, event.trace_parent, letter)
  end_hold(topic, group, hold)
end

-- Keeps the counts where events went.
local function finish(topic)
  if topic.is_freed then
    keep(topic)
    wake(topic, ':space')
  end
end
