import ArgumentParser
import Tokenization

/// What to do where a document spells a special token.
struct SpecialTokenOptions: ParsableArguments {
    @Flag(name: .long, help: "Turn text that spells a special token into the token (by default it is ordinary text).")
    var allowSpecial = false

    @Flag(name: .long, help: "Stop at text that spells a special token.")
    var refuseSpecial = false

    func validate() throws {
        if allowSpecial, refuseSpecial {
            throw ValidationError("--allow-special and --refuse-special cannot both be right: choose one.")
        }
    }

    var policy: SpecialTokenPolicy {
        allowSpecial ? .allowed : refuseSpecial ? .refused : .asText
    }
}
