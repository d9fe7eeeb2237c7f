import ArgumentParser
import BytePairEncoding
import Documents
import LongContext
import Reports
import Tokenization
import TokenizerFormats

/// `malmoi pages`
struct Pages: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count the pages that documents take, typeset.",
        discussion: """
            Text is set as a word processor would set it: paper, margins, line breaks by eojeol or
            syllable, widths of characters. Examples:

              malmoi pages report.txt thesis.txt
              malmoi pages --page word -t Vocab docs/
              malmoi pages --page-chars 1500 docs/
            """)

    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp("A tokenizer, to show tokens too.", valueName: "path"))
    var tokenizer: String?

    @Option(
        name: .long, help: ArgumentHelp("The split of .tiktoken files whose name does not tell.", valueName: "name"))
    var pattern: SplitPattern?

    @OptionGroup var input: InputOptions
    @OptionGroup var pages: PageOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: ReportOptions

    @Flag(name: .long, help: "List the byte at which each page begins (in JSON).")
    var pageStarts = false

    func run() throws {
        let counter = try tokenizer.map { try TokenizerLoader.load($0, pattern: pattern) }
        let page = pages.rule
        let blank = try Typesetter(page.rule)
        let keepsStarts = pageStarts
        var entries: [PagesReport.Entry] = []
        let progress = ProgressBar("setting", unit: .bytes)
        try OrderedWork.run(input.source, threads: threads.threads) { documents in
            try documents.map { document in
                try MeasuringWork.refuseOtherEncodings(document)
                return try LocatedError.naming(document) {
                    var typesetter = blank
                    typesetter.append(document.text)
                    return PagesReport.Entry(
                        name: document.id ?? Array(document.name.utf8), measure: typesetter.finish(),
                        tokens: try counter?.tokenCount(of: document.text))
                }
            }
        } receive: { new, state in
            entries += new
            progress.update(state.bytesRead, of: state.totalBytes)
        }
        progress.finish()
        try output.print(PagesReport(pageName: page.name, entries: entries, listsPageStarts: keepsStarts))
    }
}
