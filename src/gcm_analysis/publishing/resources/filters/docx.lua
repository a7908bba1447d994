--[[ Writes the Word file: named styles, captions and references as fields, a table of contents that is already filled. ]]

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local shared = require 'shared'
local field = require 'word_fields'
local column_widths = require 'column_widths'

local settings = shared.settings()
local words = settings.words
local numbers = {}

local function styled(style, blocks) return pandoc.Div(blocks, { ['custom-style'] = style }) end

local function line(style, inlines) return styled(style, { pandoc.Para(inlines) }) end

local function caption(div, parts)
  local kind = div.classes:includes('gcm-figure') and 'figure' or 'table'
  local inlines = field.exhibit_label(div.identifier, words[kind], div.attributes.number)
  inlines:extend { pandoc.Str(words.colon) }
  inlines:extend(shared.inlines(parts.title))
  local style = kind == 'figure' and 'Image Caption' or 'Table Caption'
  local blocks = pandoc.List { line(style, inlines) }
  if parts.subtitle then blocks:insert(line('Exhibit Subtitle', shared.inlines(parts.subtitle))) end
  return blocks
end

local function note(parts) return parts.note and { styled('Exhibit Note', parts.note) } or {} end

-- Pandoc's sandbox opens no image; one in the media bag needs no opening.
local function into_bag(path)
  local file = assert(io.open(path, 'rb'))
  pandoc.mediabag.insert(path, 'image/png', file:read('a'))
  file:close()
end

local function picture(source, alt)
  local path = source:gsub('%.svg$', '.png')
  into_bag(path)
  return pandoc.Image(alt, path, '', { width = '16cm' })
end

local function figure(div)
  local parts = shared.parts(div)
  local blocks = caption(div, parts)
  blocks:insert(line('Captioned Figure', { picture(parts.body.src, div.attributes.alt) }))
  blocks:extend(note(parts))
  return blocks
end

-- Pandoc gives a Plain in a cell its own style.
local function paragraphs(blocks)
  return blocks:map(function(block) return block.t == 'Plain' and pandoc.Para(block.content) or block end)
end

local function style_cells(row, style_of)
  for index, cell in ipairs(row.cells) do cell.contents = { styled(style_of(index), paragraphs(cell.contents)) } end
end

local LEAST, MOST = 8, 40 -- characters that a column is counted with

-- Word would make the columns equal; the longest text of each decides their widths.
local function guessed_widths(body)
  local longest, total = {}, 0
  for _, row in ipairs(body.head.rows .. shared.body_rows(body)) do
    for index, cell in ipairs(row.cells) do
      local length = utf8.len(pandoc.utils.stringify(cell.contents)) or LEAST
      longest[index] = math.max(longest[index] or LEAST, math.min(length, MOST))
    end
  end
  for _, length in ipairs(longest) do total = total + length end
  return pandoc.List(longest):map(function(length) return length / total end)
end

-- The alignment of a cell's text is part of its style, so that an office can change it for all cells at once.
local function body_of_table(div, body)
  local widths, row_headers = column_widths(body, shared.widths(div)), shared.row_headers(div)
  local text = div.classes:includes('evidence') and 'Evidence' or 'Table'
  local sides = body.colspecs:map(function(spec) return shared.alignment(spec) == 'right' and ' Right' or '' end)
  for index in ipairs(sides) do body.colspecs[index] = { 'AlignDefault', widths[index] } end
  for _, row in ipairs(body.head.rows) do style_cells(row, function(index) return text .. ' Head' .. sides[index] end) end
  for _, row in ipairs(shared.body_rows(body)) do
    style_cells(row, function(index)
      return text .. (index <= row_headers and ' Row Head' or ' Text') .. sides[index]
    end)
  end
  for _, part in ipairs(body.bodies) do part.row_head_columns = row_headers end
  return body
end

local function table_block(div)
  local parts = shared.parts(div)
  local blocks = caption(div, parts)
  blocks:insert(body_of_table(div, parts.body))
  blocks:extend(note(parts))
  if not parts.note then blocks:insert(line('Exhibit Note', {})) end
  return blocks
end

-- A style given to a block does not reach the items of a list inside it.
local function styled_deeply(style, blocks)
  local function items(list)
    list.content = list.content:map(function(item) return { styled(style .. ' List', paragraphs(item)) } end)
    return list
  end
  return styled(style, pandoc.Blocks(blocks):walk { BulletList = items, OrderedList = items })
end

local function callout(div)
  local title, body = shared.callout_parts(div, words)
  local kind = shared.callout(div):gsub('^%a', string.upper)
  return { line('Callout ' .. kind .. ' Title', title), styled_deeply('Callout ' .. kind, body), line('Callout End', {}) }
end

local STYLES = { lead = 'Lead', ['key-messages'] = 'Key Message' }

local function div(element)
  if element.classes:includes('gcm-figure') then return figure(element) end
  if element.classes:includes('gcm-table') then return table_block(element) end
  if shared.callout(element) then return callout(element) end
  for class, style in pairs(STYLES) do
    if element.classes:includes(class) then return styled_deeply(style, element.content) end
  end
end

-- Word numbers the headings itself; those without a number have their own style, based on the heading's.
local function header(element)
  local id, number = element.identifier, element.attributes.number
  if number then element.content = pandoc.Inlines { table.unpack(element.content, 3) } end
  local content = field.bookmarked('ref', id, element.content)
  if number then return pandoc.Header(element.level, content, { id = id }) end
  return line('Heading ' .. element.level .. ' Unnumbered', { pandoc.Span(content, { id = id }) })
end

local function remember(element)
  if element.t == 'Header' then numbers[element.identifier] = element.attributes.number or '' end
end

-- Pandoc would name the bookmark by the id, which may have characters that Word does not allow in a name.
local function span(element)
  local id = element.identifier
  if element.classes:includes('csl-left-margin') then
    return pandoc.Inlines { pandoc.Strong { pandoc.Str(pandoc.utils.stringify(element.content):gsub('%s+$', '')) }, pandoc.Space() }
  end
  if element.classes:includes('csl-right-inline') then return element.content end
  if id ~= '' then return field.anchored(id, element.content) end
end

local function link(element)
  local id, shown = element.target:match('^#(.+)'), pandoc.utils.stringify(element.content)
  if element.classes:includes('cross-reference') then return field.reference(id, shown, numbers) end
  if id and not id:match('^ref%-') then return field.link(id, shown) end -- sources keep pandoc's bookmarks
end

-- Word's own character styles in place of bold and italic set by hand.
local function in_style(style)
  return function(element) return pandoc.Span(element.content, { ['custom-style'] = style }) end
end

local STRONG, EMPHASIS = in_style 'Strong', in_style 'Emphasis'

local function contents(blocks)
  local entries = pandoc.List()
  blocks:walk { Header = function(element)
    remember(element)
    if element.level <= 2 then entries:insert(element) end
  end }
  return field.contents(words.contents, entries)
end

local LOGO_HEIGHT = '1.5cm'

local function logos()
  local inlines = pandoc.Inlines {}
  for index, logo in ipairs(settings.logos or {}) do
    local path = logo.src:gsub('%.svg$', '.png')
    into_bag(path)
    if index > 1 then inlines:extend { pandoc.Space(), pandoc.Space() } end
    inlines:insert(pandoc.Image(logo.alt, path, '', { height = LOGO_HEIGHT }))
  end
  return inlines
end

local function cover(meta)
  local blocks = pandoc.List()
  local function add(style, text) if text and text ~= '' then blocks:insert(line(style, { pandoc.Str(text) })) end end
  local draft = settings.draft or {}
  add('Draft', draft.word and draft.word .. '  ·  ' .. draft.line)
  add('Publishers', table.concat(settings.publishers, '  ·  '))
  add('Event Line', settings['event-line'])
  add('Title', settings.title)
  add('Subtitle', settings.subtitle)
  add('Date', settings['date-text'])
  blocks:insert(styled('Abstract', meta.abstract))
  local pictures = logos()
  if #pictures > 0 then blocks:insert(line('Logos', pictures)) end
  for index, block in ipairs(meta.notices) do blocks:insert(styled(index == 1 and 'Notices' or 'Notices Next', { block })) end
  add('Notices Next', settings.citation)
  return blocks
end

-- Within a callout or a table its own style counts.
local function with_lists(blocks)
  for index = 1, #blocks - 1 do
    if shared.leads_into(blocks[index], blocks[index + 1]) then blocks[index] = styled('Lead In', { blocks[index] }) end
  end
  return blocks
end

function Pandoc(doc)
  local blocks = shared.mark_evidence(shared.on_paper(shared.kept(doc.blocks, { docx = true }), words.online, doc.meta))
  local front = shared.with_ordinals(pandoc.Blocks(cover(doc.meta)), settings.lang)
  front:insert(contents(blocks:walk { Div = function(d) if shared.callout(d) then return {} end end }))
  front:extend(with_lists(blocks):walk { Div = div, Link = link, Span = span }:walk { Header = header })
  return pandoc.Pandoc(pandoc.Blocks(front):walk { Strong = STRONG, Emph = EMPHASIS }, {})
end
