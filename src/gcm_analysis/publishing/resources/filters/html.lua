--[[ The page: figures and tables with their words, callouts, notes, references to what stands elsewhere. ]]

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local shared = require 'shared'

local settings = shared.settings()
local words = settings.words
local notes = pandoc.List()

local function escape(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

local function raw(text) return pandoc.RawBlock('html', text) end

local function part(class, blocks) return pandoc.Div(blocks or {}, { class = class }) end

local function heading_blocks(div, parts)
  local blocks = pandoc.List { raw('<p class="exhibit-label">' .. escape(div.attributes.label) .. '</p>') }
  blocks:insert(pandoc.Div(parts.title, { id = div.identifier .. '-title', class = 'exhibit-title' }))
  if parts.subtitle then blocks:insert(part('exhibit-subtitle', parts.subtitle)) end
  return blocks
end

local function region(class, label)
  return raw('<div class="' .. class .. '" role="region" tabindex="0" aria-label="' .. escape(label) .. '">')
end

local function figure(div)
  local parts = shared.parts(div)
  local image = pandoc.Image({ pandoc.Str(div.attributes.alt) }, parts.body.src)
  local blocks = pandoc.List { raw('<figure class="gcm-figure" id="' .. escape(div.identifier) .. '"><figcaption>') }
  blocks:extend(heading_blocks(div, parts))
  blocks:extend { raw('</figcaption>'), region('chart', div.attributes.label .. words.colon .. words.scrollable),
    pandoc.Plain { image }, raw('</div>') }
  if parts.note then blocks:insert(part('exhibit-note', parts.note)) end
  blocks:insert(raw('</figure>'))
  return blocks
end

local function with_scope(rows, scope, count)
  for _, row in ipairs(rows) do
    for index, cell in ipairs(row.cells) do
      if index <= count then cell.attributes.scope = scope end
    end
  end
end

local function scoped(body, row_headers)
  for _, head in ipairs { body.head } do with_scope(head.rows, 'col', #body.colspecs) end
  for _, tbody in ipairs(body.bodies) do
    tbody.row_head_columns = row_headers
    with_scope(tbody.body, 'row', row_headers)
  end
end

-- Cells stand left already: said again for each, it would be a tenth of the tables.
local function set_widths(body, widths)
  for index, spec in ipairs(body.colspecs) do
    local side = spec[1] == 'AlignLeft' and 'AlignDefault' or spec[1]
    body.colspecs[index] = { side, widths and widths[index] or nil }
  end
end

local function table_block(div)
  local parts = shared.parts(div)
  scoped(parts.body, shared.row_headers(div))
  set_widths(parts.body, shared.widths(div))
  parts.body.caption.long = { pandoc.Div(heading_blocks(div, parts), { class = 'exhibit-caption' }) }
  local class = 'gcm-table columns-' .. #parts.body.colspecs .. (div.classes:includes('evidence') and ' evidence' or '')
  local blocks = pandoc.List {
    raw('<div class="' .. class .. '" id="' .. escape(div.identifier) .. '">'),
    region('table-scroll', div.attributes.label .. words.colon .. words.scrollable), parts.body, raw('</div>'),
  }
  if parts.note then blocks:insert(part('exhibit-note', parts.note)) end
  blocks:insert(raw('</div>'))
  return blocks
end

local function callout(div)
  local title, body = shared.callout_parts(div, words)
  local kind = shared.callout(div)
  local blocks = pandoc.List {
    raw('<aside role="note" class="callout callout-' .. kind .. '" aria-label="' .. escape(words[kind]) .. '">'),
    pandoc.Div({ pandoc.Plain(title) }, { class = 'callout-title' }),
  }
  blocks:extend(body)
  blocks:insert(raw('</aside>'))
  return blocks
end

-- Notes are set here and not by pandoc so that the way back has words in the language of the page.
local function note(element)
  notes:insert(element.content)
  local number = #notes
  return pandoc.RawInline('html', ('<sup><a href="#fn%d" id="fnref%d" role="doc-noteref">%d</a></sup>')
    :format(number, number, number))
end

local function backlink(number)
  local words_back = escape(words.back_to_text .. ' ' .. number)
  return pandoc.RawInline('html', (' <a href="#fnref%d" class="backlink" role="doc-backlink" aria-label="%s">↑</a>')
    :format(number, words_back))
end

local function note_item(content, number)
  local last = content[#content]
  if last.content and last.t:match('^P') then last.content:insert(backlink(number)) end
  local blocks = pandoc.List { raw('<li id="fn' .. number .. '">') }
  blocks:extend(content)
  blocks:insert(raw('</li>'))
  return blocks
end

local function notes_section()
  if #notes == 0 then return {} end
  local blocks = pandoc.List { raw('<section class="footnotes" role="doc-endnotes" aria-labelledby="footnotes-title">'
    .. '<h2 id="footnotes-title">' .. escape(words.footnotes) .. '</h2><ol>') }
  for number, content in ipairs(notes) do blocks:extend(note_item(content, number)) end
  blocks:insert(raw('</ol></section>'))
  return blocks
end

-- In the annex, with its thousands of links, as little as will do stands around each; the name of a fact leads to its
-- own entry, so that its address can be copied.
local LEAN = {
  Cite = function(cite) return cite.content end,
  Link = function(link)
    link.attributes.role = nil
    return link
  end,
  Span = function(span)
    if span.classes:includes('what') then
      return pandoc.Inlines { pandoc.RawInline('html', '<b>') } .. span.content .. { pandoc.RawInline('html', '</b>') }
    end
    if span.classes:includes('on-screen') then return span.content end
    if not span.classes:includes('fact-id') then return nil end
    local name = pandoc.utils.stringify(span.content)
    return pandoc.Link(span.content, '#fact-' .. name, '', { class = 'fact-id' })
  end,
}

local function div(element)
  if element.classes:includes('gcm-figure') then return figure(element) end
  if element.classes:includes('gcm-table') then return table_block(element) end
  if shared.callout(element) then return callout(element) end
  if element.classes:includes('facts') then return pandoc.Div(element.content:walk(LEAN), element.attr) end
end

local function header(element)
  element.attributes.number = nil
  return element
end

-- Here and not in the template, which would leave a quotation mark in an attribute as it is.
local function logos()
  local images = pandoc.List(settings.logos or {}):map(function(logo)
    return ('<img src="%s" alt="%s">'):format(escape(logo.src), escape(logo.alt))
  end)
  return #images > 0 and pandoc.MetaBlocks { raw(table.concat(images, '\n')) } or nil
end

function Pandoc(doc)
  doc.meta.logos = logos()
  doc.blocks = shared.mark_evidence(shared.kept(doc.blocks, { html = true })):walk { Div = div, Header = header }
  doc.blocks = doc.blocks:walk { traverse = 'topdown', Note = note }
  doc.blocks:extend(notes_section())
  return doc
end
