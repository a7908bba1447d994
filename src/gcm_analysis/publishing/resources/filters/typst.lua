--[[ Writes the PDF: everything with its own look becomes a call of a function in page.typ. ]]

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local shared = require 'shared'

local settings = shared.settings()

local function raw(text) return pandoc.RawBlock('typst', text) end

local function quote(text) return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', ' ') .. '"' end

--- `name: [blocks], ` as an argument of a Typst function.
local function argument(list, name, blocks)
  if not blocks then return end
  list:insert(raw((name and name .. ': ' or '') .. '['))
  list:extend(blocks)
  list:insert(raw('],'))
end

local function wrapped(name, blocks)
  local list = pandoc.List { raw('#' .. name .. '[') }
  list:extend(blocks)
  list:insert(raw(']'))
  return list
end

local function call(name, div)
  return pandoc.List { raw('#' .. name .. '(id: ' .. quote(div.identifier) .. ', label: ' .. quote(div.attributes.label) .. ',') }
end

local function words_of(list, parts)
  argument(list, 'title', parts.title and { pandoc.Plain(shared.inlines(parts.title)) })
  argument(list, 'subtitle', parts.subtitle and { pandoc.Plain(shared.inlines(parts.subtitle)) })
  argument(list, 'note', parts.note)
end

local function figure(div)
  local parts = shared.parts(div)
  local blocks = call('gcm-figure', div)
  words_of(blocks, parts)
  blocks:insert(raw('image(' .. quote(parts.body.src) .. ', width: 100%, alt: ' .. quote(div.attributes.alt) .. '))'))
  return blocks
end

local function columns(div, body)
  local widths = shared.widths(div)
  local shares, sides = {}, {}
  for index, spec in ipairs(body.colspecs) do
    shares[index] = widths and (widths[index] * 100 .. 'fr') or (index == 1 and '1fr' or 'auto')
    sides[index] = shared.alignment(spec)
  end
  return ('columns: (%s,), sides: (%s,), row-headers: %d, evidence: %s,'):format(
    table.concat(shares, ', '), table.concat(sides, ', '), shared.row_headers(div), div.classes:includes('evidence'))
end

local LINE, LONG = 80, 24 -- characters that surely fit into a line of a table; letters that hyphens may fail to part

--- Whether a cell has a word that may be wider than its column. Only these are measured: it takes Typst ten times as long.
local function may_overflow(cell, share)
  for word in pandoc.utils.stringify(cell.contents):gmatch('[%w_.\128-\255]+') do
    local length = utf8.len(word) or #word
    if length > share * LINE and (length > LONG or word:match('[%d_.].')) then return true end
  end
end

local function cells(blocks, rows, widths)
  for _, row in ipairs(rows) do
    for index, cell in ipairs(row.cells) do
      local wide = may_overflow(cell, widths and widths[index] or 1 / #row.cells)
      argument(blocks, nil, wide and wrapped('fitting', cell.contents) or cell.contents)
    end
  end
end

local function table_block(div)
  local parts = shared.parts(div)
  local blocks = call('gcm-table', div)
  words_of(blocks, parts)
  blocks:insert(raw(columns(div, parts.body) .. ' header: ('))
  cells(blocks, parts.body.head.rows, shared.widths(div))
  blocks:insert(raw('),'))
  cells(blocks, shared.body_rows(parts.body), shared.widths(div))
  blocks:insert(raw(')'))
  return blocks
end

local function callout(div)
  local title, body = shared.callout_parts(div, settings.words)
  local blocks = pandoc.List { raw('#gcm-callout("' .. shared.callout(div) .. '",') }
  argument(blocks, 'title', { pandoc.Plain(title) })
  argument(blocks, nil, body)
  blocks:insert(raw(')'))
  return blocks
end

-- By class, since a title in another language is a span as well.
local function entry(div)
  local parts = {}
  div:walk { Span = function(span) if span.classes[1] then parts[span.classes[1]] = span.content end end }
  local list = pandoc.List { raw('#gcm-reference(' .. quote(div.identifier) .. ',') }
  argument(list, nil, { pandoc.Plain(parts['csl-left-margin']) })
  argument(list, nil, { pandoc.Plain(parts['csl-right-inline']) })
  list:insert(raw(')'))
  return list
end

local function bibliography(div)
  local blocks = pandoc.List { raw('#gcm-references[') }
  for _, item in ipairs(div.content) do
    if item.t == 'Header' then blocks:insert(item) else blocks:extend(entry(item)) end
  end
  blocks:insert(raw(']'))
  return blocks
end

local BLOCKS = {
  lead = 'gcm-lead', ['key-messages'] = 'gcm-key-messages', answer = 'gcm-answer', finding = 'gcm-finding',
  case = 'gcm-finding', actors = 'gcm-actors',
}

local function div(element)
  if element.identifier == 'refs' then return bibliography(element) end
  if element.classes:includes('gcm-figure') then return figure(element) end
  if element.classes:includes('gcm-table') then return table_block(element) end
  if shared.callout(element) then return callout(element) end
  for class, name in pairs(BLOCKS) do
    if element.classes:includes(class) then return wrapped(name, element.content) end
  end
end

-- A label next to the text and not on it: pandoc would put it on all the text before it.
local function anchored(id, inlines)
  return pandoc.Inlines { pandoc.RawInline('typst', '#gcm-anchor(' .. quote(id) .. ')') } .. inlines
end

local function link(element)
  local id = element.identifier
  if id == '' then return nil end
  element.identifier = ''
  return anchored(id, { element })
end

local function span(element)
  if element.classes:includes('number') then
    return pandoc.RawInline('typst', '#gcm-number(' .. quote(pandoc.utils.stringify(element.content)) .. ')')
  end
  if element.identifier ~= '' then return anchored(element.identifier, element.content) end
  local language = element.attributes.lang
  if not language then return element.content end
  local inlines = pandoc.Inlines { pandoc.RawInline('typst', '#text(lang: ' .. quote(language) .. ')[') }
  inlines:extend(element.content)
  inlines:insert(pandoc.RawInline('typst', ']'))
  return inlines
end

local function header(element)
  element.attributes = {}
  return element
end

-- Chapters are kept apart: a comment before each shows where it begins.
local function with_beginnings(blocks)
  local marked = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if block.t == 'Header' and block.level == 1 then marked:insert(raw('// chapter ' .. block.identifier)) end
    marked:insert(block)
  end
  return marked
end

-- Typst interprets more in text than pandoc escapes: dashes, an ellipsis, a minus, a heading after an opening bracket.
-- In a string it interprets nothing; the semicolon ends the code before a following bracket.
local function str(element)
  if not element.text:match('^[%a\128-\255]+[,:]?$') then
    return pandoc.RawInline('typst', '#' .. quote(element.text) .. ';')
  end
end

local function with_lists(blocks)
  for index = #blocks - 1, 1, -1 do
    if shared.leads_into(blocks[index], blocks[index + 1]) then
      blocks:insert(index + 1, raw(']'))
      blocks:insert(index, raw('#gcm-lead-in['))
    end
  end
  return blocks
end

function Pandoc(doc)
  local look = { Blocks = with_lists, Div = div, Header = header }
  local kept = shared.mark_evidence(
    shared.on_paper(shared.kept(doc.blocks, { pdf = true, typst = true }), settings.words.online, doc.meta)
  )
  local function looking(blocks) return blocks:walk(look):walk { Span = span, Link = link }:walk { Str = str } end
  doc.blocks = with_beginnings(looking(kept))
  for _, key in ipairs { 'abstract', 'notices' } do doc.meta[key] = looking(doc.meta[key]) end
  return doc
end
