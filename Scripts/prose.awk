# The reading part of Scripts/prose: finds comments, strings and articles, and turns of phrase in them.
# Writes `room kind path line text`, tab separated; kind "total" stands for one summary of any kind.

BEGIN {
    places = "place|places|point|points|position|positions|line|lines|row|rows|column|columns|cell|cells|byte|index" \
        "|offset|offsets|file|files|folder|folders|directory|pixel|pixels|corner|border|step|epoch|buffer|memory|page"
    telling = "ends|begins|starts|shows|show|tells|tell|sees|see|know|knows|finds|find|records|reports|from|to|of|exactly|remembers|marks"
    keeps_where = "(^| )(" places "|" telling ") $"
    while ((getline line < words) > 0) {
        if (line ~ /^#/ || line ~ /^[ \t]*$/) continue
        sub(/[ \t]*->.*/, "", line)
        exceptions[++phrases] = ""
        if ((at = index(line, " ! ")) > 0) {
            exceptions[phrases] = substr(line, at + 3)
            line = substr(line, 1, at - 1)
        }
        phrase[phrases] = line
    }
    close(words)
}

FNR == 1 {
    flush()
    room = FILENAME
    sub(/^Sources\//, "", room)
    sub(/^Backprop\//, "", room)
    sub(/\/.*/, "", room)
    is_c = FILENAME ~ /\.[ch]$/
    is_article = FILENAME ~ /\.md$/
    in_fence = in_comment = in_string = in_summary = 0
    was_blank = 1
}

is_article { article($0); next }
is_c { c_line($0); next }
{ swift_line($0) }
END { flush() }

function article(line) {
    if (line ~ /^[ \t]*```/) { in_fence = !in_fence; flush(); return }
    if (in_fence || (was_blank && line ~ /^(    |\t)/)) return
    was_blank = line ~ /^[ \t]*$/
    if (was_blank || line ~ /^[ \t]*([-*+#|>]|[0-9]+\.)/) flush()
    if (!was_blank) add(line, "article")
}

function c_line(line,    at, text) {
    if (in_comment) {
        if ((at = index(line, "*/")) > 0) {
            add(substr(line, 1, at - 1), "comment")
            flush()
            in_comment = 0
        } else if (line ~ /^[ \t*]*$/) flush()
        else add(line, "comment")
    } else if (match(line, /(^|[ \t])\/\/+ /)) {
        text = substr(line, RSTART + RLENGTH)
        if (line !~ /^[ \t]*\/\//) flush()
        add(text, "comment")
    } else if ((at = index(line, "/*")) > 0) {
        flush()
        in_comment = 1
        c_line(substr(line, at + 2))
    } else flush()
}

function swift_line(line,    rest, text) {
    if (in_string) {
        if (line ~ /"""/) { in_string = 0; flush() }
        else if (line ~ /^[ \t]*$/) flush()
        else add(interpolated(line), "string")
        return
    }
    if (line ~ /^[ \t]*\/\/\//) {
        sub(/^[ \t]*\/\/\/ ?/, "", line)
        if (!in_summary) { flush(); summary(line) }
        in_summary = 1
        if (line ~ /^ *```/) { in_fence = !in_fence; flush(); return }
        if (in_fence || line ~ /^    /) return
        if (line ~ /^[ \t]*$/ || line ~ /^ *([-*+#]|[0-9]+\.) /) flush()
        add(line, "comment")
        return
    }
    in_fence = 0
    if (line ~ /^[ \t]*\/\//) {
        in_summary = 0
        sub(/^[ \t]*\/\/ ?/, "", line)
        if (line ~ /^    /) return
        add(line, "comment")
        return
    }
    flush()
    in_summary = 0
    if (line ~ /#*"""/) {
        in_string = line !~ /""".*"""/
        return
    }
    rest = line
    gsub(/\\\([^()]*(\([^()]*\)[^()]*)*\)/, "@", rest)
    while (match(rest, /"([^"\\]|\\.)*"/)) {
        text = substr(rest, RSTART + 1, RLENGTH - 2)
        rest = substr(rest, 1, RSTART - 1) substr(rest, RSTART + RLENGTH)
        add(text, "string")
        flush()
    }
    if (match(rest, /[ \t]\/\/ /)) {
        add(substr(rest, RSTART + RLENGTH), "comment")
        flush()
    }
}

function interpolated(line) {
    gsub(/\\\([^()]*(\([^()]*\)[^()]*)*\)/, "@", line)
    return line
}

function summary(line) {
    report("total", FNR, "")
    if (line ~ /^(What|Where|Who|Whom|How|None|The same)([^A-Za-z]|$)/) report("summary", FNR, line)
}

function report(kind, at, text) { print room "\t" kind "\t" file_of() "\t" at "\t" text }

function file_of() { return paragraph_file == "" ? FILENAME : paragraph_file }

# Appends a line to the paragraph that is being read.
function add(line, source) {
    gsub(/\t/, " ", line)
    if (lines == 0) { paragraph = ""; paragraph_room = room; paragraph_file = FILENAME }
    lines++
    starts[lines] = length(paragraph) + 1
    numbers[lines] = FNR
    paragraph = paragraph line " "
    paragraph_source = source
}

# The number of the line on which a character of the paragraph lies.
function line_at(character,    i) {
    for (i = lines; i > 1; i--) if (starts[i] <= character) return numbers[i]
    return numbers[1]
}

function flush(    saved) {
    if (lines == 0) return
    saved = room
    room = paragraph_room
    examine(without_code(paragraph))
    room = saved
    paragraph_file = ""
    lines = 0
}

# Inline code becomes a sign of the same length, so that places stay what they are.
function without_code(text,    length_of) {
    while (match(text, /`[^`]*`/)) {
        length_of = RLENGTH
        text = substr(text, 1, RSTART - 1) repeated(length_of) substr(text, RSTART + length_of)
    }
    return text
}

function repeated(count,    text) {
    text = ""
    while (count-- > 0) text = text "@"
    return text
}

function examine(text,    lower, i, kept) {
    lower = tolower(text)
    gsub(/[^a-z0-9@]/, " ", lower)
    find_where(lower, text)
    find("say", "(say|says|said|saying)", "that is to say", lower, text)
    for (i = 1; i <= phrases; i++) find("words", phrase[i], exceptions[i], lower, text)
    if (paragraph_source != "string") find_long(text)
}

# Reports each whole-word match of a pattern that is not part of an exception.
function find(kind, pattern, exception, lower, text,    rest, base, blank) {
    rest = " " lower " "
    if (exception != "") {
        while (match(rest, " (" exception ") ")) {
            blank = repeated(RLENGTH - 2)
            rest = substr(rest, 1, RSTART) blank substr(rest, RSTART + RLENGTH - 1)
        }
    }
    base = 0
    while (match(rest, " " pattern " ")) {
        report(kind, line_at(base + RSTART), excerpt(base + RSTART))
        base += RSTART + RLENGTH - 2
        rest = substr(rest, RSTART + RLENGTH - 1)
    }
}

function find_where(lower, text,    rest, base, before, after) {
    rest = " " lower " "
    base = 0
    while (match(rest, " (where|wherever) ")) {
        before = substr(rest, 1, RSTART)
        gsub(/  +/, " ", before)
        after = substr(rest, RSTART + RLENGTH)
        if (before !~ keeps_where && after !~ /^ *([a-z]|@+) /)
            report("where", line_at(base + RSTART), excerpt(base + RSTART))
        base += RSTART + RLENGTH - 2
        rest = substr(rest, RSTART + RLENGTH - 1)
    }
}

function find_long(text,    rest, base, sentence, count) {
    if (text ~ /^ *\|/) return
    if (match(text, /Sources?: /)) text = substr(text, 1, RSTART - 1)  # a citation is as long as it is
    rest = text
    base = 0
    while (length(rest) > 0) {
        if (match(rest, /[.!?:]["’)*]* /)) sentence = substr(rest, 1, RSTART + RLENGTH - 1)
        else sentence = rest
        count = words_in(sentence)
        if (count > 25) report("long", line_at(base + 1), "(" count ") " excerpt(base + 1))
        base += length(sentence)
        rest = substr(text, base + 1)
    }
}

function words_in(sentence,    parts, count, i, found) {
    count = split(sentence, parts, " ")
    found = 0
    for (i = 1; i <= count; i++) if (parts[i] ~ /[A-Za-z0-9@]/) found++
    return found
}

# Some words around a character of the paragraph; whole words, so that no letter of several bytes is cut.
function excerpt(at,    start, end) {
    start = at > 30 ? at - 30 : 1
    while (start > 1 && substr(paragraph, start - 1, 1) != " ") start--
    end = at + 60
    while (end <= length(paragraph) && substr(paragraph, end, 1) != " ") end++
    return substr(paragraph, start, end - start)
}
