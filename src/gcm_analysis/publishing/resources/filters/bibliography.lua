--[[ Completes the list of sources after citations are resolved: a heading for each kind of source, below that of the list. ]]

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path
local shared = require 'shared'

local kinds, ids = {}, {}
for _, reference in ipairs(shared.references()) do
  kinds['ref-' .. reference.id] = reference.genre
  ids[reference.genre or ''] = 'sources-' .. (reference['collection-number'] or '')
end

local function heading(kind, level) return pandoc.Header(level, pandoc.Inlines(kind), { id = ids[kind], class = 'unnumbered' }) end

local function grouped(entries, level)
  local blocks, last = pandoc.Blocks {}, nil
  for _, entry in ipairs(entries) do
    local kind = kinds[entry.identifier]
    if kind and kind ~= last then blocks:insert(heading(kind, level)) end
    last = kind
    blocks:insert(entry)
  end
  return blocks
end

function Pandoc(doc)
  doc.blocks = shared.with_ordinals(doc.blocks, pandoc.utils.stringify(doc.meta.lang or ''))
  local level = 1
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' then level = block.level end
    if block.identifier == 'refs' then block.content = grouped(block.content, level + 1) end
  end
  for _, key in ipairs { 'references', 'csl' } do doc.meta[key] = nil end -- they have served
  return doc
end
