--[[ Numbers chapters, sections, figures and tables as Quarto books do, and records the words for each id. ]]

local shared = require 'shared'

local numbering = {}

local function label(word, number) return word .. '\u{a0}' .. number end

local function number_header(state, header)
  state.where = pandoc.utils.stringify(header.content)
  if header.level == 1 then state.figure, state.table = 0, 0 end
  local unnumbered = header.classes:includes('unnumbered')
  if header.level == 1 then state.plain = unnumbered end
  if unnumbered or state.plain then return numbering.name_plainly(state, header) end
  state.counts[header.level] = (state.counts[header.level] or 0) + 1
  for level = header.level + 1, 6 do state.counts[level] = 0 end
  local number = table.concat(state.counts, '.', 1, header.level)
  if header.identifier == '' then header.identifier = 'sec-' .. number:gsub('%.', '-') end
  local word = header.level == 1 and state.words.chapter or state.words.section
  numbering.remember(state, header.identifier, label(word, number), number)
  header.attributes.number = number
  header.content = pandoc.Inlines { pandoc.Span(number, { class = 'number' }), pandoc.Space() } .. header.content
  return header
end

--- An unnumbered heading is referred to by its title.
function numbering.name_plainly(state, header)
  state.unnumbered = state.unnumbered + 1
  if header.identifier == '' then header.identifier = 'sec-unnumbered-' .. state.unnumbered end
  if not header.classes:includes('unnumbered') then header.classes:insert('unnumbered') end
  numbering.remember(state, header.identifier, state.where, state.where)
  return header
end

function numbering.remember(state, id, name, number)
  if state.names[id] then state.complaints.add(state.where, 'the id #' .. id .. ' is used twice') end
  state.names[id] = { label = name, number = number }
end

local function check_exhibit(state, div, kind)
  local parts = shared.parts(div)
  local function demand(ok, what)
    if not ok then state.complaints.add(state.where, 'the ' .. kind .. ' #' .. div.identifier .. ' ' .. what) end
  end
  local body = kind == 'figure' and 'Image' or 'Table'
  demand(div.identifier ~= '', 'has no id')
  demand(parts.title, 'has no title')
  demand(parts.body and parts.body.t == body, 'needs one ' .. (kind == 'figure' and 'image' or 'pipe table'))
  if kind == 'figure' then demand((div.attributes.alt or '') ~= '', 'has no alt text') end
end

local function number_exhibit(state, div)
  local kind = div.classes:includes('gcm-figure') and 'figure' or 'table'
  check_exhibit(state, div, kind)
  local counter = state.plain and 'plain ' .. kind or kind -- chapters without a number count on
  state[counter] = (state[counter] or 0) + 1
  local chapter = state.plain and '' or (state.counts[1] .. '.')
  local number = chapter .. state[counter]
  numbering.remember(state, div.identifier, label(state.words[kind], number), number)
  div.attributes.number = number
  div.attributes.label = label(state.words[kind], number)
  return div
end

local function has_numbered(blocks)
  local found = false
  blocks:walk { Header = function() found = true end, Div = function(d) found = found or shared.is_exhibit(d) end }
  return found
end

-- An image in running text would have no number, no title and, in the PDF, no alternative text.
local function refuse_images(state, block)
  block:walk { Image = function(image)
    state.complaints.add(state.where, 'the image ' .. image.src .. ' is outside a .gcm-figure')
  end }
  return block
end

local function number_block(state, block)
  if block.t == 'Header' then return number_header(state, block) end
  if block.t ~= 'Div' or shared.callout(block) then return refuse_images(state, block) end
  if shared.is_exhibit(block) then return number_exhibit(state, block) end
  if shared.is_conditional(block) and has_numbered(block.content) then
    state.complaints.add(state.where, 'headings, figures and tables can’t be in .content-visible or .content-hidden: '
      .. 'their numbers would differ between formats')
  end
  block.content = numbering.number(state, block.content)
  return block
end

function numbering.number(state, blocks)
  return pandoc.Blocks(blocks:map(function(block) return number_block(state, block) end))
end

function numbering.state(words, complaints)
  return {
    words = words, complaints = complaints, names = {}, counts = { 0 }, plain = true,
    unnumbered = 0, figure = 0, table = 0, where = 'the beginning',
  }
end

return numbering
