import ArgumentParser

@main
struct MalmoiCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "malmoi",
        abstract: "Train, run and judge tokenizers for Korean text.")
}
