import Foundation
import Malmoi
import TestSupport
import Testing

@Suite struct DocumentationTests {
    private static func lines(_ path: String) throws -> [String] {
        try String(contentsOf: Outside.root.appending(path: path), encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The code blocks of a page that are Swift to be run: those of a package's description are not.
    private static func blocks(of path: String) throws -> [[String]] {
        var blocks: [[String]] = []
        var current: [String]?
        for line in try lines(path) {
            if line == "```swift" {
                current = []
            } else if line == "```", let block = current {
                blocks.append(block)
                current = nil
            } else {
                current?.append(line)
            }
        }
        return blocks.filter { block in !block.contains { $0.contains(".package(") } }
    }

    @Test(arguments: ["Sources/Malmoi/Malmoi.docc/Malmoi.md", "README.md", "README.ko.md"])
    func `the code blocks of the documentation are the ones that are compiled`(page: String) throws {
        func code(_ lines: [String]) -> [String] { lines.filter { !$0.isEmpty && !$0.hasPrefix("import ") } }
        let compiled = code(try Self.lines("Tests/MalmoiTests/DocumentationExamples.swift"))
        let blocks = try Self.blocks(of: page)
        #expect(!blocks.isEmpty)
        for block in blocks {
            let wanted = code(block)
            let isThere = compiled.indices.contains { compiled[$0...].starts(with: wanted) }
            #expect(isThere, "\(wanted.joined(separator: "\n"))")
        }
    }

    @Test func `what is no file is not fetched`() throws {
        let url = try #require(URL(string: "https://example.com/tokenizer.json"))
        let error = #expect(throws: TokenizerFormatError.self) { try Tokenizer(contentsOf: url) }
        #expect(error?.description.contains("nothing is fetched") == true)
    }
}
