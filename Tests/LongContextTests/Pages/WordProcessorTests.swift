import Foundation
import Testing

@testable import LongContext

/// Documents of fourteen kinds, made up from a seed: what matters to typesetting is their shape.
enum DocumentKind: String, CaseIterable {
    case prose, dialogue, verse, lists, statute, table, code, english, mixed, hanja, figures, quotations, comments,
        sheets

    func text(paragraphs: Int) -> String {
        var generator = SeededText(state: UInt64(rawValue.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
        return (0..<paragraphs).map { paragraph($0, &generator) }.joined(separator: "\n")
    }

    private func paragraph(_ number: Int, _ generator: inout SeededText) -> String {
        func word() -> String {
            var word = ""
            for _ in 0...(1 + generator.next(4)) {
                word.unicodeScalars.append(Unicode.Scalar(UInt32(0xAC00 + generator.next(11_172))) ?? "가")
            }
            return word
        }
        func words(_ count: Int) -> String { (0..<count).map { _ in word() }.joined(separator: " ") }
        func latin(_ count: Int) -> String {
            (0..<count).map { _ in String("internationalization".prefix(1 + generator.next(12))) }
                .joined(separator: " ")
        }
        switch self {
        case .prose: return words(80 + generator.next(120)) + "."
        case .dialogue: return "“" + words(2 + generator.next(9)) + "?”"
        case .verse: return number % 5 == 4 ? "" : words(3 + generator.next(3))
        case .lists: return number % 6 == 0 ? "# " + words(4) : "  - " + words(5 + generator.next(30))
        case .statute: return "제\(number + 1)조(\(word())) ① " + words(30 + generator.next(60)) + "."
        case .table: return (0..<(2 + generator.next(14))).map { _ in word() }.joined(separator: "\t")
        case .code:
            return String(repeating: "    ", count: generator.next(5)) + "let value = \(generator.next(1000)) // "
                + words(generator.next(8))
        case .english: return latin(60 + generator.next(80)) + "."
        case .mixed: return (0..<30).map { _ in word() + " " + latin(2) + "," }.joined(separator: " ")
        case .hanja: return (0..<40).map { _ in word() + "(漢字)" }.joined(separator: " ")
        case .figures:
            return (0..<50).map { _ in "\(generator.next(1_000_000)).\(generator.next(99))%" }
                .joined(separator: " ")
        case .quotations: return (0..<15).map { _ in "‘\(word())’·「\(words(2))」" }.joined(separator: ", ")
        case .comments: return words(1 + generator.next(25)) + String(repeating: "ㅋ", count: generator.next(60))
        case .sheets: return words(40) + (number % 7 == 6 ? "\u{C}" : "")
        }
    }
}

/// Holds the model against a real word processor, where there is one.
struct WordProcessorTests {
    static let isInstalled = ["soffice", "pdfinfo", "python3"].allSatisfy { name in
        ["/usr/bin", "/usr/local/bin", "/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    /// LibreOffice's page counts, in the order of the files.
    private func rendered(_ files: [URL], preset: String, breaking: LineBreaking, font: String) throws -> [Int] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "python3", root.appendingPathComponent("Scripts/check-pages").path, "--render-only", "--preset",
                preset, "--breaking", breaking.rawValue, "--font", font,
            ] + files.map(\.path)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self).split(separator: "\n")
            .compactMap { Int($0.prefix { $0 != "\t" }) }
    }

    @Test(
        "Page counts agree with LibreOffice's within one page or 3 %, for fourteen kinds of documents",
        .enabled(if: isInstalled, "LibreOffice, pdfinfo or python3 is not installed"),
        arguments: [
            ("hancom", LineBreaking.eojeol, "cells"), ("hancom", .syllable, "cells"),
            ("word", .syllable, "cells"), ("hancom", .eojeol, "nanum-gothic"),
        ])
    func agreement(preset: String, breaking: LineBreaking, font: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("malmoi-pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let texts = DocumentKind.allCases.map { Array($0.text(paragraphs: 60).utf8) }
        let files = DocumentKind.allCases.map { folder.appendingPathComponent($0.rawValue + ".txt") }
        for (text, file) in zip(texts, files) { try Data(text).write(to: file) }
        let seen = try rendered(files, preset: preset, breaking: breaking, font: font)
        try #require(seen.count == texts.count)
        guard case .typeset(var style)? = PageRule.presets.first(where: { $0.name == preset })?.rule else {
            Issue.record("no preset \(preset)")
            return
        }
        style.breaking = breaking
        if font == "nanum-gothic" { style.widths = .nanumGothic }
        for (kind, (text, pages)) in zip(DocumentKind.allCases, zip(texts, seen)) {
            // NanumGothic draws ‘ ’ 「 」 in a third of an em; the model has one width for all such characters.
            if font == "nanum-gothic", kind == .quotations { continue }
            let model = try PageMeasure(of: text, style: style).pageStarts.count
            #expect(
                abs(model - pages) <= max(1, Int(0.03 * Double(pages))),
                "\(kind) on \(preset) by \(breaking): LibreOffice \(pages), model \(model)")
        }
    }
}
