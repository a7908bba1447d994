--[[ Prepares all formats, before citations are resolved: metadata, numbers, cross-references, checks of citations. ]]

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local shared = require 'shared'
local numbering = require 'numbering'

local settings = shared.settings()
local complaints = shared.complaints()
local state = numbering.state(settings.words, complaints)
local known, cited = {}, {}
for _, reference in ipairs(shared.references()) do known[reference.id] = true end

local CROSS_REFERENCE = { fig = true, tbl = true, sec = true }

local function is_cross_reference(id) return CROSS_REFERENCE[id:match('^(%a+)%-')] or false end

local function link_to(citation, where)
  local name = state.names[citation.id]
  if not name then
    complaints.add(where, 'the cross-reference @' .. citation.id .. ' leads to nothing')
    return pandoc.Str('@' .. citation.id)
  end
  local shown = citation.mode == 'SuppressAuthor' and name.number or name.label
  return pandoc.Link({ pandoc.Str(shown) }, '#' .. citation.id, '', { class = 'cross-reference' })
end

local function cross_references(cite, where)
  local links = pandoc.Inlines {}
  for index, citation in ipairs(cite.citations) do
    if index > 1 then links:extend { pandoc.Str(','), pandoc.Space() } end
    links:insert(link_to(citation, where))
    links:extend(citation.suffix)
  end
  return links
end

-- Commas, spaces and pandoc's "{}" (no locator) before the words themselves.
local function without_lead(inlines)
  while inlines[1] do
    local first = inlines[1]
    local text = first.t == 'Space' and '' or first.t == 'Str' and first.text:gsub('^[,{}]+', '')
    if text == '' then inlines:remove(1) else
      if text then first.text = text end
      return inlines
    end
  end
  return inlines
end

-- In a span, citeproc does not read "section 3" as a locator and reword it. It sets words with a number next to the
-- label as they are; it takes others for a remark, and adds the comma.
local function keep_suffix(citation)
  local shown = without_lead(citation.suffix)
  if #shown == 0 then return citation end
  if pandoc.utils.stringify(shown):match('%d') then shown = pandoc.Inlines { pandoc.Str(','), pandoc.Space() } .. shown end
  citation.suffix = { pandoc.Span(shown) }
  return citation
end

local function source_citation(cite, where)
  for _, citation in ipairs(cite.citations) do
    cited[citation.id] = true
    if not known[citation.id] then complaints.add(where, 'the source @' .. citation.id .. ' is not in references.json') end
  end
  cite.citations = cite.citations:map(keep_suffix)
  return cite
end

local SCHEMES = { http = true, https = true, mailto = true }

-- Browsers ignore spaces and control characters in an address, and read a backslash as a slash. An address without a
-- scheme that begins with two slashes leads to another machine.
local function check_address(target, where)
  local read = target:gsub('[%c%s]', ''):gsub('%%0[9AaDd]', ''):gsub('\\', '/')
  local scheme = read:match('^([%a][%w+.-]*):')
  if (scheme and not SCHEMES[scheme:lower()]) or read:match('^//') then
    complaints.add(where, 'the link ' .. target .. ' is neither http, https nor mailto')
  end
  local id = target:match('^#(.+)')
  if id and not state.names[id] then complaints.add(where, 'the link ' .. target .. ' leads to nothing') end
end

local CALLOUTS = { note = true, tip = true, important = true, warning = true }

local function check_div(div, where)
  local kind = shared.callout(div)
  if kind and not CALLOUTS[kind] then
    complaints.add(where, '.callout-' .. kind .. ' is not one of callout-note, -tip, -important, -warning')
  end
end

--- Report every key of one table that the other does not have.
local function demand(keys, others, what)
  local missing = pandoc.List()
  for id in pairs(keys) do if not others[id] then missing:insert(id) end end
  missing:sort()
  for _, id in ipairs(missing) do complaints.add('the annex', 'the fact ' .. id .. what) end
end

--- Record the spans that are targets of links: rows of the evidence, facts and their mentions. Every fact has an entry.
local function check_spans(blocks)
  local given, listed = {}, {}
  state.where = 'the beginning'
  blocks:walk {
    traverse = 'topdown',
    Header = function(header) state.where = pandoc.utils.stringify(header.content) end,
    Span = function(span)
      local id, fact = span.identifier, span.attributes.fact
      if fact then given[fact] = true end
      if id == '' then return end
      local name, entry = pandoc.utils.stringify(span.content), id:match('^fact%-(.+)')
      if entry and not entry:match('^at%-') then listed[entry] = true end
      numbering.remember(state, id, name, name)
    end,
  }
  demand(given, listed, ' has no entry')
  demand(listed, given, ' is mentioned nowhere')
end

--- Link each number to its entry; in headings and links, which can't contain a link, it stays a span.
local function link_facts(blocks)
  local function keep(element) return element, false end
  return blocks:walk {
    traverse = 'topdown', Header = keep, Link = keep,
    Span = function(span)
      local id = span.attributes.fact
      if id then return pandoc.Link(span.content, '#fact-' .. id, '', span.attr), false end
    end,
  }
end

local function resolve(blocks, start)
  local where = start
  return blocks:walk {
    traverse = 'topdown',
    Header = function(header) where = pandoc.utils.stringify(header.content) end,
    Cite = function(cite)
      if is_cross_reference(cite.citations[1].id) then return cross_references(cite, where), false end
      return source_citation(cite, where)
    end,
    Div = function(div) check_div(div, where) end,
    Link = function(link) check_address(link.target, where) end,
  }
end

--- Only the abstract and the notices are read as markdown; other texts stay plain.
local function plain(value)
  if type(value) == 'boolean' then return value end
  if type(value) ~= 'table' then return tostring(value) end
  local copy = {}
  for key, item in pairs(value) do copy[key] = plain(item) end
  return (#value > 0 or next(value) == nil) and pandoc.List(copy) or copy -- an empty list is none that templates show
end

local function markdown(text, key, format)
  return pandoc.MetaBlocks(resolve(pandoc.read(text, format).blocks, key))
end

-- As metadata, because a file of references would be read as markup, and a title may contain "<".
local function date_of(issued)
  local parts = pandoc.List(issued['date-parts'][1]):map(function(part) return ('%02d'):format(part) end)
  return table.concat(parts, '-')
end

--- The title of a source, marked with its language if that is not the report's, for screen readers.
local function in_its_language(reference)
  local title, language = pandoc.Inlines(reference.title), reference.language
  if not language or language == '' or language == settings.lang then return title end
  return pandoc.Inlines { pandoc.Span(title, { lang = language }) }
end

--- Only the cited sources: the others are not listed, and each format would have to read them again.
local function bibliography()
  return pandoc.List(shared.references()):filter(function(reference) return cited[reference.id] end):map(function(reference)
    local item = plain(reference)
    item.title = reference.title and in_its_language(reference)
    item.genre = nil -- the headings of the list say it
    check_address(reference.URL or '', 'the source ' .. reference.id)
    item.issued = reference.issued and date_of(reference.issued)
    item.publisher = reference.publisher and pandoc.Inlines(reference.publisher)
    return item
  end)
end

local function complete(meta)
  local format = pandoc.utils.stringify(meta['reader-format'])
  for key, value in pairs(settings) do meta[key] = plain(value) end
  for _, key in ipairs { 'abstract', 'notices' } do meta[key] = markdown(settings[key] or '', key, format) end
  meta['reader-format'] = nil
  meta['link-citations'] = true
  return meta
end

function Pandoc(doc)
  check_spans(doc.blocks)
  local blocks = link_facts(doc.blocks)
  doc.blocks = resolve(numbering.number(state, blocks), 'the beginning')
  doc.meta = complete(doc.meta)
  doc.meta.references = bibliography()
  complaints.raise()
  return doc
end
