--[[ Functions for every filter: the settings of the stage, complaints, the parts of an exhibit, text for other languages. ]]

local shared = {}

local function read_json(path)
  local file = assert(io.open(path, 'r'), 'gcm: the stage has no ' .. path)
  local text = file:read('a')
  file:close()
  return pandoc.json.decode(text, false)
end

-- The words are already translated: the filters contain no words of any language.
function shared.settings() return read_json('report.json') end
function shared.references() return read_json('references.json') end

--- A list of complaints, shown together so that they can be fixed together.
function shared.complaints()
  local list = {}
  return {
    add = function(where, message) list[#list + 1] = 'gcm: ' .. where .. ': ' .. message end,
    raise = function() if #list > 0 then error(table.concat(list, '\n'), 0) end end,
  }
end

function shared.is_exhibit(div)
  return div.classes:includes('gcm-figure') or div.classes:includes('gcm-table')
end

function shared.is_conditional(div)
  return div.classes:includes('content-visible') or div.classes:includes('content-hidden')
end

function shared.callout(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match('^callout%-(%a+)$')
    if kind then return kind end
  end
end

--- The parts of a figure or table: title, subtitle and note as blocks (or nil), body as one image or table.
function shared.parts(div)
  local parts = {}
  for _, block in ipairs(div.content) do
    local name = block.t == 'Div' and block.classes[1] and block.classes[1]:match('^gcm%-(%a+)$')
    if name then parts[name] = block.content
    elseif block.t == 'Table' then parts.body = block
    elseif #block.content == 1 and block.content[1].t == 'Image' then parts.body = block.content[1] end
  end
  return parts
end

--- Blocks as the inlines of one line; a title is one paragraph.
function shared.inlines(blocks) return pandoc.utils.blocks_to_inlines(blocks or {}, { pandoc.Space() }) end

--- Title (inlines) and body (blocks) of a callout: its first heading, or else the word for its kind.
function shared.callout_parts(div, words)
  local body = div.content:clone()
  local title = pandoc.Inlines { pandoc.Str(words[shared.callout(div)]) }
  if body[1] and body[1].t == 'Header' then title = body:remove(1).content end
  return title, body
end

--- Return the blocks that `when-format` keeps for a format with these names.
function shared.kept(blocks, names)
  return blocks:walk { Div = function(div)
    if not shared.is_conditional(div) then return nil end
    local meant = names[div.attributes['when-format']] or false
    return meant == div.classes:includes('content-visible') and div.content or {}
  end }
end

-- The ids that a text of the metadata lists.
local function listed_in(text)
  local found = {}
  for id in pandoc.utils.stringify(text or ''):gmatch('%S+') do found[id] = true end
  return found
end

--- Remove uncited sources, and kinds without sources, from the list of sources.
local function listed(entries, wanted)
  local kept = pandoc.Blocks {}
  for _, block in ipairs(entries) do
    if block.t == 'Header' then
      if kept[#kept] and kept[#kept].t == 'Header' then kept:remove() end
      kept:insert(block)
    elseif wanted[block.identifier] then kept:insert(block) end
  end
  if kept[#kept] and kept[#kept].t == 'Header' then kept:remove() end
  return kept
end

--- Return the blocks of a document without the chapters that only the page has: links to them become words. For a chapter
--- they say that it is online; a number and the id of a row lose their link. Sources that only they cite are not listed.
function shared.on_paper(blocks, word, meta)
  local gone, wanted = listed_in(meta.gone), {}
  for id in pairs(listed_in(meta.cited)) do wanted['ref-' .. id] = true end
  local function list(div)
    if div.identifier == 'refs' then div.content = listed(div.content, wanted) end
    return div
  end
  return blocks:walk { Div = list }:walk { Link = function(link)
    local id = link.target:match('^#(.+)')
    if not gone[id] then return nil end
    if id:match('^fact%-') or id:match('^row%-') then return link.content end
    return pandoc.Span(link.content .. { pandoc.Str(','), pandoc.Space(), pandoc.Str(word) })
  end }
end

--- Pass the class of a block of evidence on to the tables inside, which use it.
function shared.mark_evidence(blocks)
  local function mark(inner)
    if inner.classes:includes('gcm-table') and not inner.classes:includes('evidence') then inner.classes:insert('evidence') end
    return inner
  end
  return blocks:walk { Div = function(div)
    if div.classes:includes('evidence') and not shared.is_exhibit(div) then return div.content:walk { Div = mark } end
  end }
end

--- Whether a paragraph introduces the list after it: it ends in a colon, or is a line in bold.
function shared.leads_into(block, after)
  if block.t ~= 'Para' or not after.t:match('List$') then return false end
  return pandoc.utils.stringify(block):match(':$') or (#block.content == 1 and block.content[1].t == 'Strong')
end

--- Share of the line for each column as fractions of one: from `widths` in per cent, else nil.
function shared.widths(div)
  if not div.attributes.widths then return nil end
  local shares = {}
  for share in div.attributes.widths:gmatch('[%d.]+') do shares[#shares + 1] = tonumber(share) / 100 end
  return shares
end

function shared.row_headers(div) return tonumber(div.attributes['row-headers'] or '1') end

--- Every row of a table's body, in order.
function shared.body_rows(body)
  local rows = pandoc.List()
  for _, part in ipairs(body.bodies) do rows:extend(part.body) end
  return rows
end

--- Column alignments in words that HTML, Typst and Word share: left, right or center.
function shared.alignment(spec)
  return ({ AlignRight = 'right', AlignCenter = 'center' })[spec[1]] or 'left'
end

--- French ordinals with superscript endings: 11e, 1er.
local function raised_ordinals(str)
  local before, number, ending, after = str.text:match('^([^%w/]*)(%d+)(er?)([^%w/]*)$')
  if number then return { pandoc.Str(before .. number), pandoc.Superscript(ending), pandoc.Str(after) } end
end

--- Blocks with the ordinals of their language in their typographic form. Few blocks have any, and a walk takes long.
function shared.with_ordinals(blocks, lang)
  if not lang:match('^fr') then return blocks end
  return blocks:map(function(block)
    return pandoc.utils.stringify(block):match('%der?%f[^%w]') and block:walk { Str = raised_ordinals } or block
  end)
end

return shared
