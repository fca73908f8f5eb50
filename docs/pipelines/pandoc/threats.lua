-- Code blocks of the class `dot` become pictures with threats:
--
--     pandoc --lua-filter threats.lua shop.md -o shop.html
--
-- In HTML the picture is part of the page, elsewhere it is a file beside.
local function draw(text, format)
    return pandoc.pipe("drawbridge-dot", {"-T" .. format}, text)
end

function CodeBlock(block)
    if not block.classes:includes("dot") then
        return nil
    end
    if FORMAT:match("html") then
        local svg = draw(block.text, "svg"):gsub(
            "^.-<svg", '<svg style="max-width: 100%%; height: auto"', 1)
        return pandoc.RawBlock("html", svg)
    end
    local name = pandoc.sha1(block.text) .. ".png"
    pandoc.mediabag.insert(name, "image/png", draw(block.text, "png"))
    return pandoc.Para({pandoc.Image({}, name)})
end
