--[[ Writes the page: figures and tables with their words, callouts, notes, cross-references. ]]

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

-- Fills in the placeholders in braces of a word of the settings.
local function filled(text, values) return (text:gsub('{(%l+)}', values)) end

local function exists(path)
  local file = io.open(path, 'r')
  if file then file:close() end
  return file ~= nil
end

local function item(href, text, attributes)
  return '<li><a href="' .. escape(href) .. '"' .. (attributes or '') .. '>' .. escape(text) .. '</a></li>'
end

local function drawn_as(div, file)
  local name = filled(words.figure_file, { format = file.name, number = div.attributes.number })
  return item(file.href, file.name, ' download aria-label="' .. escape(name) .. '"')
end

--- Below an exhibit: its own link, its data, its drawing in other formats; `kind` is figure or table.
local function tools(div, kind)
  local offer = (settings.exhibits or {})[div.identifier]
  if not offer then return {} end
  local values = { number = div.attributes.number, size = offer.size }
  local items = pandoc.List {
    '<div class="exhibit-tools own-words">',
    '<ul>' .. item(offer.data, filled(words[kind .. '_data'], values), ' download'),
  }
  for _, file in ipairs(offer.files) do items:insert(drawn_as(div, file)) end
  items:insert(item('#' .. div.identifier, filled(words[kind .. '_link'], values)) .. '</ul></div>')
  return { raw(table.concat(items)) }
end

local function hidden(text) return '<span class="unseen">' .. escape(text) .. '</span>' end

-- The comment is replaced by its data; a brief has no data in its stage.
local function as_table(div)
  local offer = (settings.exhibits or {})[div.identifier]
  if not offer or not exists(offer.data) then return {} end
  return { raw('<details class="as-table"><summary class="own-words">' .. escape(words.view_table)
    .. hidden(words.colon .. div.attributes.label) .. '</summary><!-- data ' .. div.identifier .. ' --></details>') }
end

-- A drawing, and the one for a phone if there is one; the style sheet shows one of them.
local function drawings(div, source)
  local function drawn(path) return pandoc.Plain { pandoc.Image({ pandoc.Str(div.attributes.alt) }, path) } end
  local narrow = source:gsub('^figures/(.*)%.svg$', 'narrow/%1-narrow.svg')
  if narrow == source or not exists(narrow) then return { drawn(source) } end
  return { part('wide', { drawn(source) }), part('narrow', { drawn(narrow) }) }
end

local function figure(div)
  local parts = shared.parts(div)
  local blocks = pandoc.List { raw('<figure class="gcm-figure" id="' .. escape(div.identifier) .. '"><figcaption>') }
  blocks:extend(heading_blocks(div, parts))
  blocks:extend { raw('</figcaption>'), region('chart', div.attributes.label .. words.colon .. words.scrollable) }
  blocks:extend(drawings(div, parts.body.src))
  blocks:insert(raw('</div>'))
  if parts.note then blocks:insert(part('exhibit-note', parts.note)) end
  blocks:extend(tools(div, 'figure'))
  blocks:extend(as_table(div))
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

-- Alignment is set once for all cells of a column, by a class of the table.
local function set_columns(body, widths)
  local sides = ''
  for index, spec in ipairs(body.colspecs) do
    if spec[1] ~= 'AlignLeft' and spec[1] ~= 'AlignDefault' then sides = sides .. ' ' .. shared.alignment(spec) .. '-' .. index end
    body.colspecs[index] = { 'AlignDefault', widths and widths[index] or nil }
  end
  return sides
end

-- Long content can be collapsed; the words of the summary depend on its state. Without a script it is open.
local function foldable(blocks, show, hide, name)
  blocks:insert(1, raw('<details class="fold" open><summary class="own-words"><span class="shut">' .. escape(show)
    .. '</span><span class="open">' .. escape(hide) .. hidden(words.colon .. name) .. '</span></summary>'))
  blocks:insert(raw('</details>'))
  return blocks
end

local LONG = 5 -- rows of evidence that a reader may want to pass over

local function scrolling(div, parts)
  local blocks = pandoc.List {
    region('table-scroll', div.attributes.label .. words.colon .. words.scrollable), parts.body, raw('</div>') }
  if not div.classes:includes('evidence') or #shared.body_rows(parts.body) <= LONG then return blocks end
  local title = pandoc.utils.stringify(shared.inlines(parts.title))
  return foldable(blocks, div.attributes.label .. words.colon .. title, words.hide_table, div.attributes.label)
end

local LONGEST_WORD = 24 -- characters; what is longer, such as an address, would make its column wider than the screen

local function breakable(element)
  if (utf8.len(element.text) or 0) > LONGEST_WORD then return pandoc.Span({ element }, { class = 'long' }) end
end

local function table_block(div)
  local parts = shared.parts(div)
  parts.body = parts.body:walk { Str = breakable }
  scoped(parts.body, shared.row_headers(div))
  local sides = set_columns(parts.body, shared.widths(div))
  parts.body.caption.long = { pandoc.Div(heading_blocks(div, parts), { class = 'exhibit-caption' }) }
  local class = 'gcm-table columns-' .. #parts.body.colspecs .. sides .. (div.classes:includes('evidence') and ' evidence' or '')
  local blocks = pandoc.List {
    raw('<div class="' .. class .. '" id="' .. escape(div.identifier) .. '">'),
  }
  blocks:extend(scrolling(div, parts))
  if parts.note then blocks:insert(part('exhibit-note', parts.note)) end
  blocks:extend(tools(div, 'table'))
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

-- Notes are written here and not by pandoc so that the link back has words in the language of the page.
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

-- As pandoc writes it, but for a second list of cited sources.
local function citation(cite)
  local content = cite.content:walk { Link = function(link)
    link.attributes.role = 'doc-biblioref'
    return link
  end }
  return pandoc.Span(content, { class = 'citation' })
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

-- In the annex, with its thousands of links, markup is kept to a minimum; the name of a fact links to its
-- own entry, so that its address can be copied.
local function html(text) return pandoc.RawInline('html', text) end

local function lean_link(target, content)
  local quote = target:match('^#[%w_.:-]+$') and '' or '"'
  return pandoc.Inlines { html('<a href=' .. quote .. escape(target) .. quote .. '>') } .. content .. { html('</a>') }
end

local LEAN_SPANS = {
  -- The script reads the rows from here.
  what = function(span)
    local class = span.classes:includes('rows') and ' class=rows' or ''
    return pandoc.Inlines { html('<b' .. class .. '>') } .. span.content .. { html('</b>') }
  end,
  how = function(span) return span.content end,
  citation = function(span) return span.content end,
  ['fact-id'] = function(span) return lean_link('#fact-' .. pandoc.utils.stringify(span.content), span.content) end,
}

local LEAN = {
  Code = function(code) return pandoc.Str(code.text) end,
  Strong = function(strong) return strong.content end,
  Link = function(link) return lean_link(link.target, link.content) end,
  Span = function(span)
    local lean = LEAN_SPANS[span.classes[1]]
    return lean and lean(span)
  end,
}

local function line(name, inlines, attributes)
  return pandoc.Plain(pandoc.Inlines { html('<' .. name .. (attributes or '') .. '>') } .. inlines .. { html('</' .. name .. '>') })
end

local function entry(item)
  local blocks = pandoc.List { line('dt', item[1]) }
  for _, blocks_of_line in ipairs(item[2]) do blocks:insert(line('dd', shared.inlines(blocks_of_line))) end
  return blocks
end

local function entries(list)
  local blocks = pandoc.List { raw('<dl>') }
  for _, item in ipairs(list.content) do blocks:extend(entry(item)) end
  blocks:insert(raw('</dl>'))
  return blocks
end

local function facts(element, name)
  local blocks = pandoc.List { pandoc.Div(element.content:walk(LEAN):walk { DefinitionList = entries }, element.attr) }
  return foldable(blocks, words.show_facts, words.hide_facts, name)
end

-- Without this, a number after an Arabic title would be shown before it. These bytes begin the letters of such scripts.
local function span(element)
  if element.attributes.lang and pandoc.utils.stringify(element.content):match('[\215-\223]') then
    element.attributes.dir = 'auto'
    return element
  end
end

local function header(element)
  element.attributes.number = nil
  return element
end

--- Make each list of facts collapsible under its heading, which says whose facts they are.
local function fold_facts(blocks)
  local folded, heading = pandoc.List(), ''
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then heading = pandoc.utils.stringify(block.content) end
    if block.t == 'Div' and block.classes:includes('facts') then folded:extend(facts(block, heading)) else folded:insert(block) end
  end
  return folded
end

-- A list for each kind of source: there may be no heading between the entries of one list. Written without pandoc's headers,
-- which would become sections within, and without its Div, which would make one list of all.
local function lists_of_sources(element)
  local blocks, list = pandoc.List { raw('<div id="refs">') }, nil
  for _, block in ipairs(element.content) do
    if block.t == 'Header' then
      list = nil
      blocks:insert(line('h' .. block.level + 1, block.content, ' id="' .. escape(block.identifier) .. '"'))
    else
      list = list or pandoc.List {}
      if #list == 0 then blocks:insert(list) end
      list:insert(block)
    end
  end
  blocks:insert(raw('</div>'))
  return blocks:map(function(block)
    return pandoc.utils.type(block) == 'List' and pandoc.Div(block, { class = 'references csl-bib-body' }) or block
  end)
end

local function div(element)
  if element.identifier == 'refs' then return lists_of_sources(element) end
  if element.classes:includes('gcm-figure') then return figure(element) end
  if element.classes:includes('gcm-table') then return table_block(element) end
  if shared.callout(element) then return callout(element) end
end

function Pandoc(doc)
  local blocks = shared.mark_evidence(shared.kept(doc.blocks, { html = true }))
  blocks = blocks:walk { Cite = citation, Div = div, Header = header, Span = span }
  doc.blocks = pandoc.Blocks(fold_facts(blocks:walk { traverse = 'topdown', Note = note }))
  doc.blocks:extend(notes_section())
  return doc
end
