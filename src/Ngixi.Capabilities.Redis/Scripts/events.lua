-- What topics and groups do, as EventRules says. The other scripts of events begin with this one; some do the usual before it.
--
-- A topic is a stream: the event of a sequence has the ID <sequence>-<bytes of its payload>. A group of the topic is a consumer group of
-- the stream. Its pending list is what it holds. Beside the stream are
--   <stream>:topic          string: the last sequence, the events, their bytes, the most events, the most bytes and the most of an event,
--                           as doubles, which Lua reads and writes in a third of the time of text; then "overflow requires", and " w"
--                           where a taker waits, who is told of the next event
--   <stream>:groups         hash: group -> "next lease deliveries dead-letter topic", where next is the sequence after the last that the
--                           group was given or told to be lost
--   <stream>:due:<group>    sorted set: what the group holds, by the time when it is delivered again, which a stream has no order by
--   <stream>:reasons:<group> hash: sequence -> the last reason of a retry
--   <stream>:lost:<group>   hash: sequence -> "last deliveries consumer" of lost sequences, which the group holds, too
-- An event is its payload and what is about it: "seconds microseconds trace_parent letter", when it was published, the span that did it,
-- and where a dead letter comes from. A consumer has no name of its own: 'taken' has what a taker may settle, 'waiting' what waits for a
-- retry.
--
-- KEYS: the stream, for the slot, in which all topics are: a dead letter moves from topic to topic. ARGV: what the streams' names begin
-- with, the topic. Times are in microseconds; they and sequences are below 2^53.
local start = ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local DENIED, TOO_LARGE = 1, 3
local DROP_NEWEST, BLOCK = 1, 2

local function text(number)
  return string.format('%d', number)
end

-- Reads the sequence of an ID.
local function sequence_of(id)
  return tonumber(string.match(id, '^%d+'))
end

-- The end of what a group was given, which is after the event of a sequence.
local function last_id(sequence)
  return string.format('%d-18446744073709551615', sequence)
end

-- Numbers of one length, so that a sorted set has those of one time in order.
local function member(sequence)
  return string.format('%016d', sequence)
end

local topics = {}

local function find_topic(name)
  if topics[name] == nil then
    local stream = start .. name
    local state = redis.call('GET', stream .. ':topic')
    if not state then
      topics[name] = false
      return false
    end

    local topic = { name = name, stream = stream }
    topic.last, topic.events, topic.bytes, topic.max_events, topic.max_bytes, topic.max_event_bytes = struct.unpack('<dddddd', state)
    topic.overflow, topic.requires, topic.waits = string.match(state, '^(%d+) (%d+)(.*)$', 49)
    topic.overflow = tonumber(topic.overflow)
    topics[name] = topic
  end
  return topics[name]
end

local function pack_topic(topic)
  return struct.pack(
    '<dddddd', topic.last, topic.events, topic.bytes, topic.max_events, topic.max_bytes, topic.max_event_bytes)
    .. topic.overflow .. ' ' .. topic.requires .. topic.waits
end

-- Keeps what changed.
local function keep(topic)
  redis.call('SET', topic.stream .. ':topic', pack_topic(topic))
end

-- Wakes who waits for it.
local function wake(topic, what)
  redis.call('PUBLISH', topic.stream .. what, '')
end

-- Sets what the arguments have from one on: the most events, the most bytes, the most bytes of an event, the overflow, what is required.
local function open_topic(name, argument)
  local stream = start .. name
  local topic = find_topic(name)
  if not topic then
    topic = { stream = stream, last = 0, events = 0, bytes = 0, waits = '' }
    -- A stream begins with an event or with a group, and no group of a topic can have this name.
    redis.call('XGROUP', 'CREATE', stream, ':', '0', 'MKSTREAM')
    redis.call('XGROUP', 'DESTROY', stream, ':')
  end

  topic.max_events, topic.max_bytes, topic.max_event_bytes, topic.overflow, topic.requires = unpack(ARGV, argument, argument + 4)
  keep(topic)
end

local function read_group(name, settings)
  local next, lease, max_deliveries, dead = string.match(settings, '^(%d+) (%d+) (%d+) (.*)$')
  return {
    name = name, next = tonumber(next), lease = tonumber(lease), max_deliveries = tonumber(max_deliveries), dead = dead,
  }
end

-- Gets the groups.
local function groups_of(topic)
  if not topic.groups then
    topic.groups = {}
    local settings = redis.call('HGETALL', topic.stream .. ':groups')
    for index = 1, #settings, 2 do
      topic.groups[#topic.groups + 1] = read_group(settings[index], settings[index + 1])
    end
  end
  return topic.groups
end

local function find_group(topic, name)
  for _, group in ipairs(groups_of(topic)) do
    if group.name == name then
      return group
    end
  end
end

local function keep_group(topic, group)
  redis.call(
    'HSET', topic.stream .. ':groups', group.name,
    string.format('%d %d %d %s', group.next, group.lease, group.max_deliveries, group.dead))
end

-- Finds the first event from a sequence on.
local function first_event(topic, from)
  local entry = redis.call('XRANGE', topic.stream, text(from), '+', 'COUNT', 1)[1]
  return entry and { id = entry[1], sequence = sequence_of(entry[1]), payload = entry[2][2], about = entry[2][4] }
end

local function pending(topic, group, sequence)
  return redis.call('XPENDING', topic.stream, group.name, text(sequence), text(sequence), 1)[1]
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
    if group.name ~= but and (group.next <= sequence or pending(topic, group, sequence)) then
      return true
    end
  end
  return false
end

local function fits(topic, events, bytes, added)
  return events < topic.max_events and bytes + added <= topic.max_bytes
end

-- Calls with some of a list at a time, for Lua passes no more than some thousands.
local function in_parts(list, run)
  for first = 1, #list, 1000 do
    run(unpack(list, first, math.min(first + 999, #list)))
  end
end

-- Removes events by their IDs.
local function remove(topic, ids)
  in_parts(ids, function(...)
    redis.call('XDEL', topic.stream, ...)
  end)
  for _, id in ipairs(ids) do
    topic.bytes = topic.bytes - string.match(id, '%d+$')
  end
  topic.events = topic.events - #ids
  topic.is_freed = topic.is_freed or #ids > 0
end

local function make_space(topic, added)
  while not fits(topic, topic.events, topic.bytes, added) do
    local oldest = first_event(topic, 1)
    if not oldest or is_awaited(topic, oldest.sequence) then
      return
    end
    remove(topic, { oldest.id })
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
      dropped[#dropped + 1] = event.id
      events, bytes = events - 1, bytes - #event.payload
    end
    from = event.sequence + 1
  end

  remove(topic, dropped)
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
      'XADD', topic.stream, string.format('%d-%d', topic.last, #payload),
      'payload', payload, 'about', table.concat({ time[1], time[2], trace_parent, letter }, ' '))
    topic.events = topic.events + 1
    topic.bytes = topic.bytes + #payload
  end
  if topic.waits ~= '' then
    wake(topic, ':events')
    topic.waits = ''
  end
  keep(topic)
  return topic.last
end

-- What a group holds.

-- Finds what a group holds of some sequences, by sequence: in one call where they are close together.
local function find_holds(topic, group, sequences)
  local holds, low, high = {}, sequences[1], sequences[1]
  for _, sequence in ipairs(sequences) do
    low, high = math.min(low, sequence), math.max(high, sequence)
  end

  local function find(from, to)
    for _, entry in ipairs(redis.call('XPENDING', topic.stream, group.name, text(from), text(to), to - from + 1)) do
      local sequence = sequence_of(entry[1])
      holds[sequence] = {
        sequence = sequence, id = entry[1], lost_to = 0, deliveries = entry[4], is_taken = entry[2] == 'taken',
      }
    end
  end

  local is_close = high - low < 4 * #sequences
  if is_close then
    find(low, high)
  end
  for _, sequence in ipairs(sequences) do
    if not is_close then
      find(sequence, sequence)
    end
    local lost = not holds[sequence] and redis.call('HGET', topic.stream .. ':lost:' .. group.name, text(sequence))
    if lost then
      local lost_to, deliveries, consumer = string.match(lost, '^(%d+) (%d+) (%a+)$')
      holds[sequence] = {
        sequence = sequence, lost_to = tonumber(lost_to), deliveries = tonumber(deliveries), is_taken = consumer == 'taken',
      }
    end
  end
  return holds
end

local function set_hold(topic, group, hold, consumer, due)
  hold.is_taken = consumer == 'taken'
  if hold.lost_to == 0 then
    redis.call('XCLAIM', topic.stream, group.name, consumer, 0, hold.id, 'RETRYCOUNT', hold.deliveries, 'FORCE', 'JUSTID')
  else
    redis.call(
      'HSET', topic.stream .. ':lost:' .. group.name,
      text(hold.sequence), text(hold.lost_to) .. ' ' .. text(hold.deliveries) .. ' ' .. consumer)
  end
  redis.call('ZADD', topic.stream .. ':due:' .. group.name, text(due), member(hold.sequence))
end

-- Ends holds, and removes the events that no other group waits for.
local function end_holds(topic, group, holds)
  local members, lost, ids, reasons, free = {}, {}, {}, {}, {}
  for _, hold in ipairs(holds) do
    members[#members + 1] = member(hold.sequence)
    if hold.lost_to ~= 0 then
      lost[#lost + 1] = text(hold.sequence)
    else
      ids[#ids + 1] = hold.id
      if hold.deliveries > 1 then
        reasons[#reasons + 1] = text(hold.sequence)
      end
      if #groups_of(topic) == 1 or not is_awaited(topic, hold.sequence, group.name) then
        free[#free + 1] = hold.id
      end
    end
  end

  local function call(command, key, list)
    in_parts(list, function(...)
      redis.call(command, key, ...)
    end)
  end
  call('ZREM', topic.stream .. ':due:' .. group.name, members)
  call('HDEL', topic.stream .. ':lost:' .. group.name, lost)
  call('HDEL', topic.stream .. ':reasons:' .. group.name, reasons)
  in_parts(ids, function(...)
    redis.call('XACK', topic.stream, group.name, ...)
  end)
  remove(topic, free)
end

local function bury(topic, group, hold, reason)
  local event = first_event(topic, hold.sequence)
  local letter = table.concat({ topic.name, group.name, text(hold.sequence), text(hold.deliveries), reason }, ' ')
  add(find_topic(group.dead), event.payload, string.match(event.about, '^%d+ %d+ (%S*)'), letter)
  end_holds(topic, group, { hold })
end

-- Keeps the counts where events went.
local function finish(topic)
  if topic.is_freed then
    keep(topic)
    if topic.overflow == BLOCK then
      wake(topic, ':space')
    end
  end
end
