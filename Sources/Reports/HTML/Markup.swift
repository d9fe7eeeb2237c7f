/// Small pieces of HTML and SVG as text.
enum Markup {
    /// Text between tags and in attributes.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default:
                // Control characters are not allowed in a document at all.
                let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }

    /// An element with escaped attributes; `content` is markup already.
    static func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String? = nil) -> String {
        let list = attributes.map { " \($0.0)=\"\(escape($0.1))\"" }.joined()
        return content.map { "<\(name)\(list)>\($0)</\(name)>" } ?? "<\(name)\(list)/>"
    }

    /// A coordinate: two digits after the point are finer than any screen.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        if hundredths % 100 == 0 { return String(hundredths / 100) }
        let magnitude = abs(hundredths)
        let fraction = magnitude % 100
        return (hundredths < 0 ? "-" : "") + "\(magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}

/// Words in the two languages of the page; the style sheet shows one of them.
struct Bilingual {
    let korean: String
    let english: String

    init(_ korean: String, _ english: String) {
        self.korean = korean
        self.english = english
    }

    /// Inline HTML.
    var html: String {
        Markup.element("span", [("lang", "ko")], Markup.escape(korean))
            + Markup.element("span", [("lang", "en")], Markup.escape(english))
    }

    /// Two SVG texts in the same place.
    func svg(_ attributes: [(String, String)]) -> String {
        Markup.element("text", attributes + [("lang", "ko")], Markup.escape(korean))
            + Markup.element("text", attributes + [("lang", "en")], Markup.escape(english))
    }
}
