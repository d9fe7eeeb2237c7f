public import ArgumentParser
public import LongContext

/// What a page is; the same for every command that counts pages.
struct PageOptions: ParsableArguments {
    @Option(
        name: .customLong("page"),
        help: ArgumentHelp(
            "The page: \(PageRule.presets.map(\.name).joined(separator: ", ")).", valueName: "preset"))
    var preset = "hancom"

    @Option(
        name: .long,
        help: ArgumentHelp("Count pages by so many characters each, instead of setting them.", valueName: "n"))
    var pageChars: Int?

    @Option(
        name: .customLong("break"), help: ArgumentHelp("Where a line of Korean may end.", valueName: "where"))
    var breaking: LineBreaking?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Widths of characters; cells: Latin is half as wide as Hangul.", valueName: "name"))
    var font: PageFont?

    @Option(name: .long, help: ArgumentHelp("Font size in points.", valueName: "pt"))
    var fontSize: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Line spacing in per cent of the font size, as Hancom counts.", valueName: "percent"))
    var lineSpacing: Double?

    func validate() throws {
        guard PageRule.presets.contains(where: { $0.name == preset }) else {
            let names = PageRule.presets.map(\.name).joined(separator: ", ")
            throw ValidationError("'\(preset)' is no page known here: use one of \(names).")
        }
        let setsType = breaking != nil || font != nil || fontSize != nil || lineSpacing != nil
        if setsType, pageChars != nil || preset == "manuscript" {
            throw ValidationError("--break, --font, --font-size and --line-spacing are for typeset pages.")
        }
    }

    /// The page rule, and what to call it.
    var rule: (name: String, rule: PageRule) {
        if let pageChars { return ("\(pageChars) characters", .characters(perPage: pageChars)) }
        guard let found = PageRule.presets.first(where: { $0.name == preset }) else {
            return ("hancom", .typeset(.hancom))
        }
        guard case .typeset(var style) = found.rule else { return (preset, found.rule) }
        var name = preset
        if let breaking, breaking != style.breaking {
            style.breaking = breaking
            name += ", by \(breaking.rawValue)"
        }
        if let font {
            style.widths = font.widths
            name += font == .cells ? "" : ", \(font.rawValue)"
        }
        if let fontSize {
            style.fontSize = fontSize
            name += ", \(fontSize) pt"
        }
        if let lineSpacing {
            style.lineSpacing = .ofFontSize(percent: lineSpacing)
            name += ", \(lineSpacing) %"
        }
        return (name, .typeset(style))
    }
}

/// Fonts whose widths are known.
enum PageFont: String, ExpressibleByArgument, CaseIterable, Sendable {
    case cells
    case nanumGothic = "nanum-gothic"

    var widths: CharacterWidths {
        switch self {
        case .cells: .cells
        case .nanumGothic: .nanumGothic
        }
    }
}

extension LineBreaking: ExpressibleByArgument {}
