--[[ Writes fields and bookmarks of WordprocessingML. Each field contains the text that is shown until it is updated. ]]

local word_fields = {}

local next_bookmark = 10000 -- pandoc's own are small

local function escape(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

local function raw(text) return pandoc.RawInline('openxml', text) end

local function run(text, style)
  local properties = style and '<w:rPr><w:rStyle w:val="' .. style .. '"/></w:rPr>' or ''
  return '<w:r>' .. properties .. '<w:t xml:space="preserve">' .. escape(text) .. '</w:t></w:r>'
end

local function mark(kind) return '<w:r><w:fldChar w:fldCharType="' .. kind .. '"/></w:r>' end

local STALE = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'

local function instruction(code, begin)
  return (begin or mark('begin')) .. '<w:r><w:instrText xml:space="preserve"> ' .. escape(code) .. ' </w:instrText></w:r>' .. mark('separate')
end

local function field(code, shown, style) return instruction(code) .. run(shown, style) .. mark('end') end

-- Word's names of bookmarks are short and have no hyphen; those that begin with "_" are hidden from its lists.
local function name_of(kind, id) return '_' .. kind .. pandoc.utils.sha1(id):sub(1, 16) end

local function bookmark(kind, id, xml)
  next_bookmark = next_bookmark + 1
  return ('<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%d"/>')
    :format(next_bookmark, name_of(kind, id), xml, next_bookmark)
end

function word_fields.bookmarked(kind, id, inlines)
  next_bookmark = next_bookmark + 1
  local list = pandoc.Inlines { raw(('<w:bookmarkStart w:id="%d" w:name="%s"/>'):format(next_bookmark, name_of(kind, id))) }
  list:extend(inlines)
  list:insert(raw(('<w:bookmarkEnd w:id="%d"/>'):format(next_bookmark)))
  return list
end

local function sequence(word, number)
  local chapter, index = number:match('^(%d+)%.(%d+)$')
  -- Exhibits of each chapter without a number count from 1.
  if not chapter then return field('SEQ ' .. word .. ' \\* ARABIC' .. (number == '1' and ' \\r 1' or ''), number) end
  -- Either switch restarts the count in Word; LibreOffice knows only the first.
  local start = index == '1' and '\\r 1' or '\\s 1'
  return field('STYLEREF 1 \\s', chapter) .. run('.') .. field('SEQ ' .. word .. ' \\* ARABIC ' .. start, index)
end

--- "Figure 2.1": the number as fields, the whole and the number alone each in a bookmark.
function word_fields.exhibit_label(id, word, number)
  local numbered = bookmark('num', id, sequence(word, number))
  return pandoc.Inlines { raw(bookmark('ref', id, run(word .. '\u{a0}') .. numbered)) }
end

--- A cross-reference to a figure, table or heading; `numbers` holds the number of each heading, empty if it has none.
function word_fields.reference(id, shown, numbers)
  local number = numbers[id]
  if number and number ~= '' then
    local before = shown:sub(1, #shown - #number)
    return raw((before ~= '' and run(before) or '') .. field('REF ' .. name_of('ref', id) .. ' \\r \\h', number, 'Hyperlink'))
  end
  local kind = (not number and shown:match('^[%d.]+$')) and 'num' or 'ref'
  return raw(field('REF ' .. name_of(kind, id) .. ' \\h', shown, 'Hyperlink'))
end

local function leading_to(name) return '<w:hyperlink w:anchor="' .. name .. '" w:history="1">' end

local function jump(id) return leading_to(name_of('ref', id)) end

--- A link with its own words to a figure, table or heading.
function word_fields.link(id, shown) return raw(jump(id) .. run(shown, 'Hyperlink') .. '</w:hyperlink>') end

--- Text that is the target of links.
function word_fields.anchored(id, inlines) return word_fields.bookmarked('ref', id, inlines) end

local function entry(header, opening)
  local link = jump(header.identifier)
  return '<w:p><w:pPr><w:pStyle w:val="TOC' .. header.level .. '"/></w:pPr>' .. opening .. link
    .. run(pandoc.utils.stringify(header.content)) .. '</w:hyperlink>'
end

--- A filled table of contents. Only Word knows the pages: the field is marked as stale, so that Word counts them when the
--- file is opened; who declines, or reads it elsewhere, has the contents without numbers of pages.
function word_fields.contents(title, headers)
  local parts = pandoc.List {
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>',
    '<w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>', run(title), '</w:p>',
  }
  for index, header in ipairs(headers) do
    parts:insert(entry(header, index == 1 and instruction('TOC \\o "1-2" \\h \\z \\u', STALE) or ''))
    parts:insert((index == #headers and mark('end') or '') .. '</w:p>')
  end
  parts:insert('</w:sdtContent></w:sdt>')
  return pandoc.RawBlock('openxml', table.concat(parts))
end

return word_fields
