import ArgumentParser

/// The tool: `malmoi SUBCOMMAND …`.
struct Malmoi: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "malmoi",
        abstract: "Train, run and judge tokenizers for Korean text.",
        discussion: """
            Files may be plain, gzip or zstd; a directory stands for the files in it, and - for standard input.

            Exit codes: 0 done, 1 the answer is no, 2 usage, 3 bad input, 4 input or output failed.
            """,
        version: ToolVersion.current,
        subcommands: [
            Train.self, Encode.self, Decode.self, Count.self, Inspect.self, Compare.self, Claim.self, Pages.self,
            Budget.self, Memory.self, Models.self, Hangul.self, Convert.self, Lint.self,
        ])
}
