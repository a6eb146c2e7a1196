-- Renders groups of citations with pandoc's own citeproc, each group as a document of its own, and hands back runs of
-- text with their style as JSON: ["i", "Title"]. PLAN names a file with the style, the locale and the groups.

local LETTER = {Emph = "i", Strong = "b", Superscript = "^", Subscript = "_", SmallCaps = "c"}

local function add(runs, style, text)
  local last = runs[#runs]
  if text == "" then return end
  if last and last[1] == style then last[2] = last[2] .. text else runs[#runs + 1] = {style, text} end
end

local collect

local function inline(one, runs, style)
  local letter = LETTER[one.t]
  if one.t == "Str" then add(runs, style, one.text)
  elseif one.t == "Space" or one.t == "SoftBreak" or one.t == "LineBreak" then add(runs, style, " ")
  elseif one.t == "Quoted" then
    local marks = one.quotetype == "DoubleQuote" and {"“", "”"} or {"‘", "’"}
    add(runs, style, marks[1])
    collect(one.content, runs, style)
    add(runs, style, marks[2])
  elseif one.t == "Span" and one.classes:includes("nodecor") then collect(one.content, runs, "")
  elseif one.t == "Span" and one.classes:includes("smallcaps") then collect(one.content, runs, style .. "c")
  -- Italics within italics are upright.
  elseif letter == "i" and style:find("i") then collect(one.content, runs, (style:gsub("i", "")))
  elseif letter then collect(one.content, runs, style:find(letter, 1, true) and style or style .. letter)
  elseif one.content then collect(one.content, runs, style)
  elseif one.text then add(runs, style, one.text) end
end

function collect(list, runs, style)
  for _, one in ipairs(list) do inline(one, runs, style) end
  return runs
end

-- A citation in a note: what stands before the note, and the note.
local function cited(block)
  local words, note = pandoc.Inlines {}, nil
  block:walk {Cite = function(cite)
    for _, one in ipairs(cite.content) do
      if one.t == "Note" then note = pandoc.utils.blocks_to_inlines(one.content) else words:insert(one) end
    end
  end}
  return {text = collect(words, {}, ""), note = note and collect(note, {}, "") or nil}
end

local function part(div, class)
  local found
  div:walk {
    Span = function(one) if one.classes:includes(class) then found = one.content end end,
    Div = function(one) if one.classes:includes(class) then found = pandoc.utils.blocks_to_inlines(one.content) end end}
  return found
end

local function entry(div)
  local label, right = part(div, "csl-left-margin"), part(div, "csl-right-inline")
  return {label = label and collect(label, {}, "") or nil,
          text = collect(right or pandoc.utils.blocks_to_inlines(div.content), {}, "")}
end

local function rendered(group, plan)
  local references = pandoc.read(pandoc.json.encode(group.items), "csljson").meta.references
  local blocks = pandoc.Blocks {}
  for _, one in ipairs(group.cites) do
    local mode = one.narrative and "AuthorInText" or "NormalCitation"
    local citation = pandoc.Citation(one.id, mode, pandoc.Inlines(one.prefix), pandoc.Inlines(one.suffix))
    blocks:insert(pandoc.Para {pandoc.Cite({}, {citation})})
  end
  local meta = {references = references, csl = plan.style}
  if plan.locale ~= "" then meta.lang = plan.locale end
  local made = pandoc.utils.citeproc(pandoc.Pandoc(blocks, meta))
  local found = {cites = {}, entries = {}}
  for i = 1, #group.cites do found.cites[i] = cited(made.blocks[i]) end
  for i = #group.cites + 1, #made.blocks do
    made.blocks[i]:walk {Div = function(div)
      if div.identifier:match("^ref%-") then
        local one = entry(div)
        one.id = div.identifier:sub(5)
        table.insert(found.entries, one)
      end
    end}
  end
  return found
end

function Pandoc()
  local file = assert(io.open(os.getenv("PLAN")))
  local plan = pandoc.json.decode(file:read("a"), false)
  file:close()
  local found = {}
  for i, group in ipairs(plan.groups) do found[i] = rendered(group, plan) end
  return pandoc.Pandoc {pandoc.RawBlock("plain", pandoc.json.encode(found))}
end
