/// Fills pages by counting characters.
struct CharacterPager: Sendable {
    let perPage: Int
    private(set) var pageStarts: [Int] = []
    private(set) var characters = 0

    /// Stands in while a pager is taken out of its place.
    static let none = CharacterPager()

    private init() {
        perPage = 1
    }

    init(perPage: Int) throws(LongContextError) {
        guard perPage >= 1 else {
            throw .outOfRange(what: "the characters a page", value: perPage, allowed: "one or more")
        }
        self.perPage = perPage
    }

    var lastPageFill: Double {
        characters == 0 ? 0 : Double((characters - 1) % perPage + 1) / Double(perPage)
    }

    mutating func place(_ characterClass: CharacterClass, at offset: Int) {
        if characterClass.breaking == .lineEnd || characterClass.breaking == .pageBreak { return }
        if characters % perPage == 0 { pageStarts.append(offset) }
        characters += 1
    }
}
