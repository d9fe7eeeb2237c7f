import BytePairEncoding
import Foundation
import JSONBytes
import Tokenization
import TokenizerFormats

/// Prints what `lint` found.
struct LintReport {
    let tokenizer: Tokenizer
    /// How many findings of a kind people get to see.
    let listed: Int
    private var results: [(rule: LintRule, findings: [LintFinding])] = []
    /// Rules that this kind of model has nothing for.
    var unchecked: [LintFinding.Rule] = []
    private var unused: (ids: [TokenID], count: Int, limit: Double)?
    private var hash: (expected: String, found: String, match: String?)?
    /// How many tokens are a part of one character.
    var partCount = 0

    init(tokenizer: Tokenizer, listed: Int) {
        self.tokenizer = tokenizer
        self.listed = listed
    }

    mutating func add(rules: [LintFinding.Rule], findings: [LintFinding]) {
        for rule in rules { results.append((LintRule(rule), findings.filter { $0.rule == rule })) }
    }

    /// - Parameters:
    ///   - ids: those that text can become.
    ///   - limit: the share of them that may be unused.
    mutating func addUnused(_ ids: [TokenID], isUsed: [Bool], limit: Double) {
        unused = (ids.filter { !isUsed[$0.index] }, ids.count, limit)
    }

    /// - Parameter match: how the tokenizer has the expected hash; nil where it does not.
    mutating func addHash(expected: String, found: String, match: String?) {
        hash = (expected, found, match)
    }

    private var isUnusedFound: Bool {
        unused.map { Double($0.ids.count) > Double($0.count) * $0.limit } ?? false
    }

    private var isHashFound: Bool {
        hash.map { $0.match == nil } ?? false
    }

    /// Whether nothing was found.
    var isClean: Bool {
        results.allSatisfy(\.findings.isEmpty) && !isUnusedFound && !isHashFound
    }

    func text() -> [UInt8] {
        var bytes = Array("\(tokenizer.name): \(tokenizer.idCount) ids\n".utf8)
        func line(_ rule: String, _ what: String) {
            let padding = String(repeating: " ", count: max(13 - rule.utf8.count, 1))
            bytes += Array("\(rule)\(padding)\(what)\n".utf8)
        }
        for (rule, findings) in results {
            let steps = rule == .broken && partCount > 0 ? "; \(partCount) tokens are a part of one character" : ""
            line(rule.rawValue, (findings.isEmpty ? "none" : "\(findings.count)") + steps)
            for finding in findings.prefix(listed) {
                let text = TokenText.escaped(tokenizer.bytes(of: finding.id) ?? [])
                bytes += Array("  \(finding.id)  ".utf8) + text + Array("  \(finding.detail)\n".utf8)
            }
        }
        for rule in unchecked { line(rule.rawValue, "not checked: the model is not byte-level pairs") }
        if let unused {
            let share = String(format: "%.2f", Double(unused.ids.count) * 100 / Double(max(unused.count, 1)))
            let limit = String(format: "%g", unused.limit * 100)
            line("unused", "\(unused.ids.count) of \(unused.count) ids (\(share) %; the limit is \(limit) %)")
            for id in unused.ids.prefix(isUnusedFound ? listed : 0) {
                bytes += Array("  \(id)  ".utf8) + TokenText.escaped(tokenizer.bytes(of: id) ?? []) + [0x0A]
            }
        }
        if let hash {
            line("hash", hash.match ?? "\(hash.found) in place of \(hash.expected)")
        }
        return bytes + Array((isClean ? "clean\n" : "not clean\n").utf8)
    }

    func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.member("tokenizer", tokenizer.name)
        writer.member("ids", tokenizer.idCount)
        writer.member("clean", isClean)
        writer.key("rules")
        writer.beginObject()
        for (rule, findings) in results {
            writer.key(rule.rawValue)
            writer.beginArray()
            for finding in findings {
                writer.beginObject()
                writer.member("id", finding.id.index)
                writer.key("text")
                writer.string(TokenText.escaped(tokenizer.bytes(of: finding.id) ?? []))
                writer.member("detail", finding.detail)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        writer.member("parts_of_characters", partCount)
        writer.member("unchecked", .array(unchecked.map { .text($0.rawValue) }))
        if let unused {
            writer.key("unused")
            writer.beginObject()
            writer.member("ids", .array(unused.ids.map { .integer($0.index) }))
            writer.member("of", unused.count)
            writer.key("limit")
            writer.double(unused.limit)
            writer.endObject()
        }
        if let hash {
            writer.key("hash")
            writer.beginObject()
            writer.member("expected", hash.expected)
            writer.member("found", hash.found)
            writer.member("match", hash.match.map { .text($0) } ?? .null)
            writer.endObject()
        }
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }
}
