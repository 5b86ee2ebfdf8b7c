// Offers, invoices, their lines, payment schedules, what payments pay, relations between clients, and what was merged into what.
#include "model/core_fields.h"
#include "model/core_types.h"

namespace potok::model {

using namespace core;

namespace {

using K = FieldKind;

Field number(std::string key, int decimals, Names names) {
    Field f = make(std::move(key), K::number, names);
    f.decimals = decimals;
    return f;
}

Field choice(std::string key, Names names, std::vector<std::pair<const char*, Names>> options, const char* first) {
    Field f = make(std::move(key), K::choice, names);
    for (const auto& [option, text] : options) f.options.push_back({option, label(text), 0});
    f.default_value = first;
    return f;
}

// What offers and invoices share. `n` counts within series and period; `number` is what stands on the document.
std::vector<Field> document_fields() {
    return {title({"Name", "Nazwa", "Название"}),
            subject(false),
            indexed(reference("client", "client", {"Client", "Klient", "Клиент"})),
            choice("prices", {"Prices", "Ceny", "Цены"}, {{"net", {"without VAT", "netto", "без НДС"}}, {"gross", {"with VAT", "brutto", "с НДС"}}}, "net"),
            make("country", K::text, {"Country profile", "Profil kraju", "Профиль страны"}),
            make("note", K::long_text, {"Note", "Uwagi", "Примечание"}),
            searchable(system(indexed(make("number", K::text, {"Number", "Numer", "Номер"})))),
            system(make("series", K::text, {"Series", "Seria", "Серия"})),
            system(make("period", K::text, {"Period", "Okres", "Период"})),
            system(make("n", K::number, {"Number in series", "Numer w serii", "Номер в серии"})),
            system(make("date", K::date, {"Issued", "Data wystawienia", "Дата выставления"})),
            system(make("net", K::money, {"Net", "Netto", "Без НДС"})),
            system(make("tax", K::money, {"VAT", "VAT", "НДС"})),
            system(make("gross", K::money, {"Gross", "Brutto", "Всего"})),
            system(make("rates", K::json, {"By rate", "Wg stawek", "По ставкам"})),
            // The client as it was when the document was issued: a document does not change with the card.
            system(make("buyer", K::json, {"Buyer", "Nabywca", "Покупатель"}))};
}

RecordType offer() {
    std::vector<Field> fields = document_fields();
    fields.push_back(system(choice("state", {"State", "Stan", "Состояние"},
                                   {{"draft", {"draft", "szkic", "черновик"}},
                                    {"sent", {"sent", "wysłana", "отправлено"}},
                                    {"accepted", {"accepted", "przyjęta", "принято"}},
                                    {"rejected", {"rejected", "odrzucona", "отклонено"}},
                                    {"replaced", {"replaced", "zastąpiona", "заменено"}}},
                                   "draft")));
    fields.push_back(make("valid_until", K::date, {"Valid until", "Ważna do", "Действует до"}));
    Field version = system(make("version", K::number, {"Version", "Wersja", "Версия"}));
    version.default_value = 1;
    fields.push_back(std::move(version));
    fields.push_back(system(indexed(reference("previous", "offer", {"Previous version", "Poprzednia wersja", "Предыдущая версия"}))));
    fields.push_back(system(make("decided_at", K::datetime, {"Decided", "Data decyzji", "Дата решения"})));
    fields.push_back(system(make("reason", K::long_text, {"Reason", "Powód", "Причина"})));
    RecordType t = type(20, "offer", "file-text", {"Offer", "Oferta", "Предложение"}, {"Offers", "Oferty", "Предложения"}, std::move(fields));
    t.amount_field = "gross";
    return t;
}

RecordType invoice() {
    std::vector<Field> fields = document_fields();
    fields.push_back(system(choice("kind", {"Kind", "Rodzaj", "Вид"},
                                   {{"invoice", {"invoice", "faktura", "счёт"}}, {"correction", {"correction", "korekta", "корректировка"}}},
                                   "invoice")));
    // Kept from number, amounts and payments by one function (settlement.h). Whether it is overdue depends on the day, and is asked.
    fields.push_back(system(choice("state", {"State", "Stan", "Состояние"},
                                   {{"draft", {"draft", "szkic", "черновик"}},
                                    {"issued", {"issued", "wystawiona", "выставлен"}},
                                    {"partly_paid", {"partly paid", "częściowo opłacona", "оплачен частично"}},
                                    {"paid", {"paid", "opłacona", "оплачен"}},
                                    {"overpaid", {"overpaid", "nadpłacona", "переплачен"}},
                                    {"cancelled", {"cancelled", "anulowana", "аннулирован"}}},
                                   "draft")));
    fields.push_back(make("sale_date", K::date, {"Date of supply", "Data sprzedaży", "Дата поставки"}));
    fields.push_back(make("due", K::date, {"Due", "Termin płatności", "Срок оплаты"}));
    fields.push_back(system(make("paid", K::money, {"Paid", "Zapłacono", "Оплачено"})));
    fields.push_back(system(make("open", K::money, {"Open", "Do zapłaty", "К оплате"})));
    fields.push_back(system(indexed(reference("corrects", "invoice", {"Corrects", "Koryguje", "Корректирует"}))));
    fields.push_back(system(make("reason", K::long_text, {"Reason", "Powód", "Причина"})));
    fields.push_back(system(reference("offer", "offer", {"Offer", "Oferta", "Предложение"})));
    fields.push_back(system(indexed(reference("instalment", "instalment", {"Instalment", "Rata", "Платёж по графику"}))));
    RecordType t = type(21, "invoice", "receipt", {"Invoice", "Faktura", "Счёт"}, {"Invoices", "Faktury", "Счета"}, std::move(fields));
    t.amount_field = "gross";
    return t;
}

RecordType line() {
    Field document = indexed(reference("document", "*", {"Document", "Dokument", "Документ"}));
    document.required = true;
    RecordType t = type(22, "line", "list", {"Line", "Pozycja", "Позиция"}, {"Lines", "Pozycje", "Позиции"},
                        {title({"Goods or service", "Towar lub usługa", "Товар или услуга"}), std::move(document),
                         make("position", K::number, {"Position", "Lp.", "№"}),
                         number("quantity", 4, {"Quantity", "Ilość", "Количество"}), make("unit", K::text, {"Unit", "J.m.", "Ед. изм."}),
                         make("price", K::money, {"Unit price", "Cena jedn.", "Цена"}),
                         number("discount", 2, {"Discount, %", "Rabat, %", "Скидка, %"}), make("vat", K::text, {"VAT rate", "Stawka VAT", "Ставка НДС"}),
                         // Money as it was computed when the document was issued; those that its rounding knows of (totals.h).
                         system(make("net", K::money, {"Net", "Netto", "Без НДС"})), system(make("tax", K::money, {"VAT", "VAT", "НДС"})),
                         system(make("gross", K::money, {"Gross", "Brutto", "Всего"})),
                         // On a correcting document: the line that it takes back, or puts in the place of.
                         system(reference("corrects", "line", {"Corrects", "Koryguje", "Корректирует"})),
                         system(make("reversal", K::boolean, {"Takes back", "Storno", "Сторно"}))});
    t.subject_field = "document";
    t.searchable = false;
    for (Field& f : t.fields) f.searchable = false;
    return t;
}

RecordType instalment() {
    return type(23, "instalment", "calendar-clock", {"Instalment", "Rata", "Платёж по графику"},
                {"Payment schedule", "Harmonogram płatności", "График платежей"},
                {title({"For", "Tytuł", "За что"}), subject(true), make("position", K::number, {"Position", "Lp.", "№"}),
                 number("percent", 4, {"Percent", "Procent", "Процент"}), make("amount", K::money, {"Amount", "Kwota", "Сумма"}),
                 make("due", K::date, {"Due", "Termin", "Срок"}), reference("client", "client", {"Client", "Klient", "Клиент"}),
                 // What makes it due, where no date does: a stage that the record enters, a task of it that is done.
                 make("stage", K::text, {"On stage", "Na etapie", "На стадии"}), make("task", K::text, {"On task", "Po zadaniu", "После задачи"}),
                 make("vat", K::text, {"VAT rate", "Stawka VAT", "Ставка НДС"}),
                 choice("prices", {"Amount is", "Kwota", "Сумма"},
                        {{"net", {"without VAT", "netto", "без НДС"}}, {"gross", {"with VAT", "brutto", "с НДС"}}}, "gross"),
                 system(indexed(reference("invoice", "invoice", {"Invoice", "Faktura", "Счёт"})))});
}

RecordType allocation() {
    RecordType t = type(24, "allocation", "split", {"Allocation", "Rozliczenie", "Зачёт"}, {"Allocations", "Rozliczenia", "Зачёты"},
                        {system(required(indexed(reference("payment", "payment", {"Payment", "Płatność", "Платёж"})))),
                         system(required(indexed(reference("invoice", "invoice", {"Invoice", "Faktura", "Счёт"})))),
                         system(required(make("amount", K::money, {"Amount", "Kwota", "Сумма"})))});
    t.subject_field = "invoice";
    t.searchable = false;
    for (Field& f : t.fields) f.searchable = false;
    return t;
}

RecordType relation() {
    RecordType t = type(25, "relation", "link", {"Relation", "Powiązanie", "Связь"}, {"Relations", "Powiązania", "Связи"},
                        {system(required(indexed(reference("from", "*", {"From", "Od", "От"})))),
                         system(required(indexed(reference("to", "*", {"To", "Do", "К"})))),
                         system(required(make("kind", K::text, {"Kind", "Rodzaj", "Вид"}))),
                         make("note", K::text, {"Note", "Uwagi", "Примечание"})});
    t.subject_field = "from";
    t.searchable = false;
    for (Field& f : t.fields) f.searchable = false;
    return t;
}

// A row of the engine, so that undo takes it away again: through it the history of what was merged stays in sight.
RecordType merge() {
    RecordType t;
    t.id = 26;
    t.key = "merge";
    t.table = "e_merge";
    t.registered = false;
    t.label = t.plural = label({"Merge", "Scalenie", "Объединение"});
    t.fields = {indexed(reference("kept", "*", {"Kept", "Zachowany", "Оставлено"})),
                indexed(reference("merged", "*", {"Merged", "Scalony", "Объединено"}))};
    t.subject_field = "kept";
    return t;
}

}  // namespace

void add_money_types(std::vector<RecordType>& types) {
    types.push_back(offer());
    types.push_back(invoice());
    types.push_back(line());
    types.push_back(instalment());
    types.push_back(allocation());
    types.push_back(relation());
    types.push_back(merge());
}

}  // namespace potok::model
