--[[ Computes column widths for Word, which would make columns equal and break long words anywhere. ]]

local shared = require 'shared'

local LEAST, MOST = 8, 40 -- characters that a column is counted with where no widths are given
local CHARACTER, MARGINS = 0.0118, 0.022 -- shares of the line: a letter of a table's type, the space around a cell

local function length(text) return utf8.len(text) or #text end

local function longest_word(text)
  local longest = 0
  for word in text:gmatch('[^%s/–-]+') do longest = math.max(longest, length(word)) end
  return longest
end

--- For each column the length of its longest text and of its longest word, in characters.
local function measured(body)
  local texts, needed = pandoc.List(), pandoc.List()
  for _, row in ipairs(body.head.rows .. shared.body_rows(body)) do
    for index, cell in ipairs(row.cells) do
      local text = pandoc.utils.stringify(cell.contents)
      texts[index] = math.max(texts[index] or LEAST, math.min(length(text), MOST))
      needed[index] = math.max(needed[index] or 0, longest_word(text))
    end
  end
  return texts, needed:map(function(characters) return characters * CHARACTER + MARGINS end)
end

local function sum(values)
  local total = 0
  for _, value in ipairs(values) do total = total + value end
  return total
end

--- Return a share of the line for each column: the given ones, widened where a word would not fit.
return function(body, given)
  local texts, needed = measured(body)
  local widths = pandoc.List(given or texts:map(function(text) return text / sum(texts) end))
  if sum(needed) >= 1 then return widths end
  widths = widths:map(function(width, index) return math.max(width, needed[index]) end)
  local excess, slack = sum(widths) - 1, sum(widths) - sum(needed)
  return widths:map(function(width, index)
    return slack > 0 and width - excess * (width - needed[index]) / slack or width
  end)
end
