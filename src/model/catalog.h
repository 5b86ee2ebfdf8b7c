// The catalog: what a workspace knows how to hold. Record types with their fields, pipelines with stages and gates, roles,
// working calendars, settings, templates and automations are *definitions*: JSON rows in the workspace that packs install
// and designers edit. The catalog is their parsed, checked form; it changes only by commands.
//
// Keys are lower-case ASCII words; those of a pack are prefixed with its key and a dot ("ceilings.deal"). Keys never change,
// labels do. A label is text per language.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/locale.h"
#include "base/value.h"
#include "base/working_calendar.h"

namespace potok::model {

using RowId = std::int64_t;  // local identity of a row; a record's RowId is unique over all types

// Text per language: {"en": "Works", "ru": "Работы"}; a plain string stands for every language.
class Label {
public:
    Label() = default;
    explicit Label(std::string same_everywhere);
    static Result<Label> parse(const Json& json, const std::string& place);
    // The language asked for, else English, else any; never blank when there is any text.
    const std::string& in(Language language) const;
    bool empty() const { return texts_.empty(); }
    Json json() const;

private:
    std::map<Language, std::string> texts_;
};

enum class FieldKind {
    text,        // TEXT
    long_text,   // TEXT
    number,      // INTEGER × 10^-decimals
    money,       // two columns: minor units, ISO 4217 code
    boolean,     // 0/1
    date,        // days since 1970-01-01
    datetime,    // UTC ms
    choice,      // TEXT: key of an option
    multi,       // TEXT: JSON array of option keys
    reference,   // RowId of a record of `target`
    files,       // no column: attachments of the record whose kind is this field's key
    phone,       // TEXT, kept as typed, searched by digits
    email,       // TEXT
    json,        // TEXT: JSON, for the engine's own types
    duration,    // ms
};

struct Option {
    std::string key;
    Label label;
    int hue = 0;  // index in the theme's stage hues
};

struct Field {
    std::string key;
    Label label;
    FieldKind kind = FieldKind::text;
    std::string target;            // reference: type key
    int decimals = 0;              // number
    Label unit;                    // number: written after it where it stands without its label ("m²")
    std::vector<Option> options;   // choice, multi
    bool required = false;         // on creation
    bool custom = false;           // column c_<key>; built-in columns carry their bare key
    bool searchable = false;
    bool unique = false;           // refused when another living record has it
    bool indexed = false;          // looked up by value
    bool system = false;           // written by the engine and by dedicated commands only, not by set_fields
    std::string section;           // group on the card: key of a label in the type's `sections`
    std::string visible_when;      // FEEL; empty = always
    std::string check;             // FEEL with the field's name bound; false refuses the value
    Label check_message;
    Json default_value;            // canonical value or null
};

struct RecordType {
    RowId id = 0;          // number of the definition row; 0 for built-in types of the engine
    std::string key;       // "task", "client", "ceilings.deal"
    std::string pack;      // empty for the core
    Label label, plural;
    std::string icon;      // Lucide name
    std::string table;     // "r_task"
    std::vector<Field> fields;
    std::vector<std::pair<std::string, Label>> sections;
    std::string title_field;     // shown as its name, default "title"
    std::string amount_field;    // money summed on boards, may be empty
    std::string subject_field;   // reference that says to which record a row belongs in timelines (task.record), may be empty
    bool registered = true;      // has a public id and a row in `record`; engine tables have not
    bool on_pipeline = false;    // has pipeline, stage, stage_since, stage_visit
    bool searchable = false;

    const Field* field(std::string_view key) const;
};

// A document that must be there: so many of one files field, of one kind, or made from one template (document_checklist.h).
struct DocumentNeed {
    std::string key;                     // names it, in forms and errors
    Label label;
    std::string field, kind, source;     // one of them; source: a template's key
    int count = 1;
    bool is_signed = false;              // and signed
};

// A condition that must hold before a record may enter a stage.
struct Gate {
    std::vector<std::string> fields;     // must not be empty
    std::vector<std::string> files;      // files fields with at least one attachment
    std::vector<DocumentNeed> documents;
    std::vector<std::string> tasks;      // task keys of this record: the latest one must be done
    std::string booking;                 // resource kind that must be booked; empty = none
    std::string check;                   // FEEL
    Label message;                       // what to say when `check` is not true
    std::string when;                    // FEEL: the gate counts only when true; empty = always
};

enum class StageKind { open, won, lost };

struct Stage {
    std::string key;
    Label label;
    StageKind kind = StageKind::open;
    int hue = 0;
    std::string group;                   // key of a stage group, may be empty
    std::vector<Gate> gates;             // to enter
    std::vector<std::string> from;       // stages it may be entered from; empty = any
    std::vector<std::string> roles;      // who may move here by hand; empty = any who may move
    bool by_hand = true;                 // false: only automation moves records here
    bool comment_required = false;       // entering, leaving, closing tasks and payments in this stage ask for a comment
    std::int64_t stalled_after_ms = 0;   // 0 = never marked as stalled
    Label hint;
};

struct Pipeline {
    std::string key, pack;
    Label label;
    std::string icon;
    std::string type;                    // record type key
    std::string calendar;                // working calendar of its records; empty: the workspace's own
    std::vector<Stage> stages;           // in order; the first one is where records start
    std::vector<Option> lost_reasons;    // asked for when entering a lost stage
    std::vector<std::string> card_fields;       // asked for when a record is made on the board
    std::vector<std::string> card_second;       // the board's card: second line, under the title
    std::vector<std::string> card_aside;        // the board's card: at the right of the amount
    std::vector<std::string> progress_fields;   // counted in the completeness bar

    const Stage* stage(std::string_view key) const;
    int index_of(std::string_view stage_key) const;  // -1
};

enum class Verb { read, create, update, remove, move, admin };

// role × type × verb × predicate × fields
struct Grant {
    std::string type;                    // type key or "*"
    std::vector<Verb> verbs;
    std::string where;                   // FEEL over the record, with `me`; empty = all
    std::vector<std::string> fields;     // for update; empty = all
};

struct Role {
    std::string key, pack;
    Label label;
    std::vector<Grant> grants;
};

struct Setting {
    std::string key, pack;
    Label label, hint;
    FieldKind kind = FieldKind::boolean;
    Value default_value;
    std::vector<Option> options;
};

// Any definition as stored: kind is "type", "pipeline", "role", "calendar", "setting", "document_template", "template", "decision", "automation", "list", "country", "connector", "relation", "pack", "samples".
struct Definition {
    RowId id = 0;
    std::string kind, key, pack;
    int version = 1;
    Json body;
};

class Catalog {
public:
    const std::vector<std::unique_ptr<RecordType>>& types() const { return types_; }
    const RecordType* type(std::string_view key) const;
    const RecordType* type(RowId id) const;
    const std::vector<std::unique_ptr<Pipeline>>& pipelines() const { return pipelines_; }
    const Pipeline* pipeline(std::string_view key) const;
    const Role* role(std::string_view key) const;
    const std::vector<Role>& roles() const { return roles_; }
    const Setting* setting(std::string_view key) const;
    const std::vector<Setting>& settings() const { return settings_; }
    const std::vector<Definition>& definitions() const { return definitions_; }  // in order of id
    std::vector<const Definition*> definitions_of(std::string_view kind) const;
    const Definition* definition(std::string_view kind, std::string_view key) const;
    // Raised by one whenever a definition changes: caches compare it.
    std::uint64_t version() const { return version_; }

    // Parses and checks one definition and adds or replaces it. Errors name the JSON path inside the body.
    Status put(Definition definition);
    void remove(std::string_view kind, std::string_view key);
    // A record type that every workspace has, or a table of the engine: no definition row behind it.
    void put_core(RecordType type);

private:
    std::vector<std::unique_ptr<RecordType>> types_;
    std::vector<std::unique_ptr<Pipeline>> pipelines_;
    std::vector<Role> roles_;
    std::vector<Setting> settings_;
    std::vector<Definition> definitions_;
    std::uint64_t version_ = 0;
};

}  // namespace potok::model
