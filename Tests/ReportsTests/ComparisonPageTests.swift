import Foundation
import LongContext
import Testing

@testable import Reports

struct ComparisonPageTests {
    private func page(_ report: ComparisonReport) throws -> String {
        String(decoding: ComparisonPage(report, memory: try Samples.memory()).bytes, as: UTF8.self)
    }

    /// What stands between two markers, the first time.
    private func part(of page: String, from start: String, to end: String) throws -> String {
        let from = try #require(page.range(of: start))
        let to = try #require(page.range(of: end, range: from.upperBound..<page.endIndex))
        return String(page[from.upperBound..<to.lowerBound])
    }

    private func data(of page: String) throws -> JSONTree {
        try JSONTree(Array(try part(of: page, from: "id=\"data\">", to: "</script>").utf8))
    }

    @Test("The JSON in the page is the report's")
    func embedded() throws {
        let report = Samples.comparison()
        let embedded = try data(of: page(report))
        #expect(embedded["compare"] == (try JSONTree(report.bytes(.json)).root))
        #expect(embedded["memory"] == (try JSONTree(try Samples.memory().bytes(.json)).root))
    }

    @Test("Every figure on the page is in the JSON, unrounded, and printed as it rounds")
    func figures() throws {
        let page = try page(Samples.comparison())
        let json = try data(of: page)
        let pattern = try Regex("data-key=\"([^\"]+)\" data-value=\"([^\"]+)\"[^>]*>([^<]*)<")
        var seen = 0
        for match in page.matches(of: pattern) {
            let key = String(match.output[1].substring ?? "")
            let value = try #require(Double(String(match.output[2].substring ?? "")), "\(key)")
            let shown = String(match.output[3].substring ?? "")
            let path = key.hasPrefix("memory/") ? key : "compare/" + key
            #expect(json.number(path) == value, "\(key)")
            // The first number in the text, in the unit it is shown in.
            let digits = shown.replacingOccurrences(of: ",", with: "").replacingOccurrences(of: "−", with: "-")
            let number = try #require(
                Double(digits.prefix { "-.0123456789".contains($0) }), "\(key): \(shown)")
            let unit =
                shown.contains("GiB")
                ? 1_073_741_824.0 : shown.contains("MiB") ? 1_048_576.0 : shown.contains(" %") ? 0.01 : 1
            let places =
                digits.prefix { "-.0123456789".contains($0) }.split(separator: ".").dropFirst().first?.count ?? 0
            #expect(
                abs(number * unit - value) <= 0.500_001 * unit * pow(10, -Double(places)),
                "\(key): \(shown) is \(value)")
            seen += 1
        }
        // Four groups of three bars, twelve rows of up to five figures, cards and the labels of two charts.
        #expect(seen > 70)
    }

    @Test("The page needs nothing from anywhere")
    func selfContained() throws {
        let page = try page(Samples.comparison())
        for word in ["http:", "https:", "src=", "href=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.hasPrefix("<!doctype html>"))
    }

    @Test("All four charts are there, and each is well-formed XML")
    func charts() throws {
        let page = try page(Samples.comparison())
        var rest = page[...]
        var count = 0
        while let start = rest.range(of: "<svg"), let end = rest.range(of: "</svg>") {
            let svg = String(rest[start.lowerBound..<end.upperBound])
            #expect(ElementBalance(svg).isBalanced)
            #expect(!svg.contains("nan") && !svg.contains("inf"))
            rest = rest[end.upperBound...]
            count += 1
        }
        #expect(count == 4)
    }

    @Test("Names that are markup stay text")
    func hostileNames() throws {
        let name = "</script><script>alert('x')</script>\u{1B}&\""
        let report = Samples.comparison(tokenizers: [name, "b"], genres: [name, "<b>"])
        let page = try page(report)
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("\u{1B}"))
        #expect(!page.contains("<b>"))
        #expect(try data(of: page).text("compare/tokenizers/0") == name)
    }

    @Test("A page without context, genres or intervals is a page", arguments: [0, 1, 2])
    func sparse(documents: Int) throws {
        let report = Samples.comparison(tokenizers: ["a"], genres: [""], documents: documents, context: nil)
        let page = String(decoding: ComparisonPage(report).bytes, as: UTF8.self)
        #expect(page.hasSuffix("</html>\n"))
        #expect(!page.contains("NaN"))
    }

    @Test("Both languages say something everywhere")
    func languages() throws {
        let page = try page(Samples.comparison())
        let korean = page.components(separatedBy: "lang=\"ko\"").count
        let english = page.components(separatedBy: "lang=\"en\"").count
        // One Korean more: the page itself begins in Korean.
        #expect(korean == english + 1)
        #expect(!page.contains("lang=\"ko\"></") && !page.contains("lang=\"en\"></"))
    }

    static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test("A browser renders the page and runs its script", .enabled(if: browser != nil, "no Chromium is installed"))
    func rendering() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("malmoi-page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("page.html")
        try Data(ComparisonPage(Samples.comparison(), memory: try Samples.memory()).bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.browser))
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US",
            "--user-data-dir=\(folder.path)/profile", "--screenshot=\(folder.path)/page.png",
            "--window-size=1200,2400", file.absoluteString,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let picture = try Data(contentsOf: folder.appendingPathComponent("page.png"))
        // An empty page of this size compresses to some 10 kB.
        #expect(picture.count > 60_000)
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
}

/// Checks that tags open and close in pairs.
struct ElementBalance {
    var isBalanced = true

    init(_ markup: String) {
        var open: [Substring] = []
        var rest = markup[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            let tag = rest[rest.index(after: start)..<end]
            if tag.hasPrefix("/") {
                if open.popLast() != tag.dropFirst() { isBalanced = false }
            } else if !tag.hasSuffix("/") {
                open.append(tag.prefix { $0 != " " })
            }
            rest = rest[rest.index(after: end)...]
        }
        if !open.isEmpty { isBalanced = false }
    }
}
