"""Negotiations of the sample year: dossiers, rounds, topics, positions, contacts and protocols.

Counterparts, days, topics and who proposed them are as published. What was said and written is not
published: positions, contacts and protocols are made up, and say so.
"""
from calls import ILLUSTRATIVE, texts

SAMPLE = "[sample] "
SAMPLE_RU = "[образец] "
# What stands in the titles of protocols, whose texts nobody published.
NOT_PUBLISHED = {"en": " (sample; the text is not published)", "ru": " (образец; текст не опубликован)",
                 "be": " (узор; тэкст не апублікаваны)", "zh": "(示例,文本未公布)"}
ZONE = "Europe/Minsk"
# Where a round was, for those whose day nobody published, and those at the forum that nobody published.
UNPUBLISHED = texts(en="day and place illustrative", ru="день и место условные", be="дзень і месца ўмоўныя", zh="日期和地点为示例")
AT_THE_FORUM = texts(en="TIBO-2023, sample", ru="«ТИБО-2023», образец", be="«ТІБО-2023», узор", zh="TIBO-2023,示例")


def who(delegation, index):
    """Somebody of a delegation that was registered before."""
    return "${%s.%d.person}" % (delegation, index)


def ours(index):
    return who("tibo-2023/mincom", index)


HEAD, AUTHOR, DEPUTY, EXECUTOR, ENGINEER, CONTROLLER = (ours(index) for index in range(6))
NEGOTIATOR_USER, EXECUTOR_USER, CONTROLLER_USER = "sample-negotiator", "sample-executor", "sample-controller"


def whole_day(day, until="", offset="+03:00"):
    return {"start_time": f"{day}T00:00:00{offset}", "end_time": f"{until or day}T23:59:00{offset}"}


def plainly(**by_language):
    """Texts that are made up, and say so before anything else."""
    marks = {"en": SAMPLE, "ru": SAMPLE_RU, "be": "[узор] ", "zh": "[示例]"}
    return texts(**{language: marks[language] + text for language, text in by_language.items()})


def not_published(**by_language):
    return texts(**{language: text + NOT_PUBLISHED[language] for language, text in by_language.items()})


def present(delegation, indexes, theirs, head_role):
    """People of one side who were there; the first one leads it."""
    return [{"person": who(delegation, index), "side": "THEIRS" if theirs else "OURS", "was_there": True,
             **({"is_head": True, "role": head_role} if place == 0 else {})}
            for place, index in enumerate(indexes)]


class Dossier:
    """The negotiation with one counterpart; each call stands on its creation."""

    def __init__(self, out, identifier, counterpart, names, note, **more):
        self.out = out
        self.name = f"negotiations/{identifier}"
        self.label = f"dossier/{identifier}"
        self.counterpart = f"organizations/{counterpart}"
        out.call("CreateNegotiation", {"negotiation_id": identifier, "negotiation": {
            "display_names": names, "counterpart": self.counterpart, "our_organization": "organizations/mincom",
            "responsible": AUTHOR, "note": note, **more}}, label=self.label)

    def call(self, method, request, label="", by=""):
        self.out.call(method, request, label=label, after=self.label, by=by)

    def topic(self, identifier, titles, priority=0, owner=AUTHOR):
        self.call("CreateTopic", {"parent": self.name, "topic_id": identifier, "topic": {
            "titles": titles, "priority": priority, "owner": owner}}, label=f"{self.label}/{identifier}")
        return f"{self.name}/topics/{identifier}"

    def round(self, identifier, names, day, topics=(), people=(), until="", **more):
        self.call("CreateRound", {"parent": self.name, "round_id": identifier, "round": {
            "display_names": names, "interval": whole_day(day, until), "time_zone": ZONE,
            "participants": list(people), "topics": list(topics), **more}})
        return f"{self.name}/rounds/{identifier}"

    def position(self, topic, side, classification, text, round_name="", label=""):
        """Written by the negotiator, who is cleared for it."""
        self.call("CreatePosition", {"parent": topic, "position": {
            "side": side, "classification": classification, "texts": text, "round": round_name}},
            label=label, by=NEGOTIATOR_USER)

    def contact(self, identifier, kind, day, content, people, **more):
        self.call("CreateContact", {"parent": self.name, "contact_id": identifier, "contact": {
            "kind": kind, "date": day, "content": SAMPLE + content, "participants": people,
            "permitted_by": HEAD, **more}})

    def protocol(self, identifier, kind, titles, languages, round_name, signatories=(), **more):
        self.call("CreateProtocol", {"parent": self.name, "protocol_id": identifier, "protocol": {
            "type": kind, "titles": titles, "languages": languages, "round": round_name,
            "signatories": list(signatories), **more}})
        return f"{self.name}/protocols/{identifier}"

    def item(self, protocol, identifier, kind, by_language, topic="", **undertaking):
        item = {"kind": kind, "texts": by_language, "topic": topic}
        if undertaking:
            item["commitment"] = undertaking
        self.call("CreateProtocolItem", {"parent": protocol, "protocol_item_id": identifier, "protocol_item": item})

    def sign(self, protocol, person, place, day):
        self.call("SignProtocol", {"name": protocol, "person": person, "place": place, "date": day})

    def find_commitment(self, protocol, item, label):
        """Gives the commitment that a concluded protocol made of an item a label."""
        self.call("ListCommitments", {"filter": f'protocol_item = "{protocol}/items/{item}"'}, label=label)


def signatory(side, person, powers, **offices):
    return {"side": f"organizations/{side}", "person": person, "powers": powers, "offices": texts(**offices)}


# --- who works with it -------------------------------------------------------------------------

def users(out):
    """Three who work with the dossiers; nobody knows their passwords until somebody sets them."""
    for identifier, name, person, role, clearance in [
            (NEGOTIATOR_USER, "Sample negotiator (fictional)", AUTHOR, "NEGOTIATOR", "SECRET"),
            (CONTROLLER_USER, "Sample controller (fictional)", CONTROLLER, "CONTROLLER", "CONFIDENTIAL"),
            (EXECUTOR_USER, "Sample executor (fictional)", EXECUTOR, "VIEWER", "OFFICIAL")]:
        out.call("CreateUser", {"user_id": identifier, "user": {
            "display_name": name, "person": person, "clearance": clearance}}, label=identifier)
        out.call("CreateRoleBinding", {"role_binding": {"user": f"users/{identifier}", "role": role}}, after=identifier)


# --- Kursk Region ------------------------------------------------------------------------------

KURSK = "kursk-2023/kursk"


def kursk(out):
    out.call("CreateBody", {"body_id": "kursk-working-group", "body": {
        "kind": "JOINT_WORKING_GROUP",
        "display_names": texts(en="Joint Working Group with Kursk Region", ru="Совместная рабочая группа с Курской областью",
                               be="Сумесная рабочая група з Курскай вобласцю", zh="与库尔斯克州联合工作组"),
        "sides": [{"organization": "organizations/mincom", "co_chairs": [{"person": HEAD, "from_date": "2023-01-01"}]},
                  {"organization": "organizations/kursk",
                   "co_chairs": [{"person": who(KURSK, 0), "from_date": "2023-01-01"}]}],
        "officials": [{"person": AUTHOR, "organization": "organizations/kursk"}]}}, label="kursk-working-group")
    dossier = Dossier(
        out, "kursk", "kursk",
        texts(en="Kursk Region", ru="Курская область", be="Курская вобласць", zh="库尔斯克州"),
        "The ministry has been the one assigned to the region since 2009 (mpt.gov.by). Who represents the sides here is "
        "made up for the sample.", body="bodies/kursk-working-group")
    documents = dossier.topic(
        "electronic-documents",
        texts(en="Intergovernmental electronic document exchange (proposed by the region)",
              ru="Межправительственный электронный документооборот (предложение области)",
              be="Міжурадавы электронны дакументаабарот (прапанова вобласці)", zh="政府间电子文件交换(该州提议)"), 1)
    city = dossier.topic(
        "smart-city",
        texts(en="Smart-city technologies, the region as a pilot of the union programme (proposed by the Belarusian side)",
              ru="Технологии «умного города», область как пилотный регион союзной программы (предложение белорусской стороны)",
              be="Тэхналогіі «разумнага горада», вобласць як пілотны рэгіён саюзнай праграмы (прапанова беларускага боку)",
              zh="智慧城市技术,该州作为联盟计划试点(白方提议)"), 2)
    kursk_rounds(dossier, documents, city)
    kursk_positions(dossier, documents, city)
    kursk_contacts(dossier)
    kursk_minutes(dossier, documents, city)


def kursk_rounds(dossier, documents, city):
    dossier.round("session-10", texts(en="Tenth session of the Joint Working Group (as announced)",
                                      ru="Десятое заседание совместной рабочей группы (по объявлению)"),
                  "2017-12-05", session_number=10)
    dossier.round("tibo-2023", texts(en="Meeting at TIBO-2023 (sample)", ru="Встреча на «ТИБО-2023» (образец)"),
                  "2023-04-19", [documents], meeting="events/tibo-2023/meetings/mincom-kursk", places=AT_THE_FORUM,
                  people=present("tibo-2023/kursk", (0, 1), True, "Head of the delegation (sample)")
                  + present("tibo-2023/mincom", (0, 1, 3), False, "Co-chair (sample)"))
    dossier.round("august-2023", texts(en="Meetings with the leadership of Kursk Region, 24 August 2023",
                                       ru="Встречи с руководством Курской области, 24 августа 2023 года",
                                       be="Сустрэчы з кіраўніцтвам Курскай вобласці, 24 жніўня 2023 года",
                                       zh="与库尔斯克州领导会谈(2023年8月24日)"),
                  "2023-08-24", [documents, city], event="events/kursk-2023",
                  people=present(KURSK, (0, 1, 2, 3), True, "Co-chair (sample)")
                  + present("tibo-2023/mincom", (0, 1, 3), False, "Co-chair (sample)"))


def kursk_positions(dossier, documents, city):
    august = f"{dossier.name}/rounds/august-2023"
    dossier.position(documents, "THEIRS", "OFFICIAL", plainly(
        en="The region proposes to exchange documents between authorities electronically, beginning with letters.",
        ru="Область предлагает обмениваться документами между органами власти в электронном виде, начиная с писем."), august)
    dossier.position(documents, "OURS", "CONFIDENTIAL", plainly(
        en="We agree, if signatures of both states are recognised; we offer to try it for three months.",
        ru="Согласны при взаимном признании подписей двух государств; предлагаем опытную эксплуатацию три месяца."),
        august, label="position/kursk/documents")
    dossier.position(documents, "OURS", "SECRET", plainly(
        en="Should recognition be refused: a trusted third party, which we pay for in the first year.",
        ru="Если в признании откажут: доверенная третья сторона, первый год за наш счёт."), august)
    dossier.position(city, "OURS", "OFFICIAL", plainly(
        en="The region becomes a pilot of the union programme for smart-city technologies.",
        ru="Область становится пилотным регионом союзной программы по технологиям «умного города»."), august)
    # After the meeting: what was offered is longer now.
    dossier.call("UpdatePosition", {"position": {
        "name": "${position/kursk/documents}", "texts": plainly(
            en="We agree, if signatures of both states are recognised; we offer to try it for six months.",
            ru="Согласны при взаимном признании подписей двух государств; предлагаем опытную эксплуатацию шесть месяцев.")},
        "update_mask": "texts"}, by=NEGOTIATOR_USER)


def kursk_contacts(dossier):
    august = f"{dossier.name}/rounds/august-2023"
    one_of_each = [{"person": who(KURSK, 1), "side": "THEIRS", "was_there": True},
                   {"person": AUTHOR, "side": "OURS", "was_there": True}]
    dossier.contact("invitation", "LETTER", "2023-07-10", "invitation to talks in August",
                    [{"person": HEAD, "side": "OURS", "was_there": True}], round=august,
                    basis={"kind": "LETTER", "registration_number": "SAMPLE-K-1", "date": "2023-07-10"})
    dossier.contact("call", "CALL", "2023-08-17", "agenda of 24 August; the region adds document exchange",
                    one_of_each, time_of_day="11:00", round=august,
                    basis={"kind": "LETTER", "registration_number": "SAMPLE-K-2", "date": "2023-08-14"},
                    record={"registration_number": "SAMPLE-K-3", "date": "2023-08-17"},
                    record_sent_to="Head of the department (sample)")
    dossier.contact("meeting", "MEETING", "2023-08-24",
                    "the two topics published of that day, of which the minutes tell",
                    present(KURSK, (0, 1, 2, 3), True, "Co-chair (sample)")
                    + present("tibo-2023/mincom", (0, 1, 3), False, "Co-chair (sample)"), round=august,
                    basis={"kind": "INVITATION", "registration_number": "SAMPLE-K-1", "date": "2023-07-10"},
                    record={"registration_number": "SAMPLE-K-4", "date": "2023-08-25"},
                    record_sent_to="Minister's office, archive of the department (sample)")


def kursk_minutes(dossier, documents, city):
    minutes = dossier.protocol(
        "august-2023", "MINUTES",
        not_published(en="Minutes of the meeting with Kursk Region", ru="Протокол встречи с Курской областью",
                      be="Пратакол сустрэчы з Курскай вобласцю"), ["ru", "be"],
        f"{dossier.name}/rounds/august-2023",
        [signatory("mincom", HEAD, "CO_CHAIR", en="Co-chair (sample)", ru="Сопредседатель (образец)"),
         signatory("kursk", who(KURSK, 0), "CO_CHAIR", en="Co-chair (sample)", ru="Сопредседатель (образец)")],
        date="2023-08-24", document={"registration_number": "SAMPLE-K-4", "date": "2023-08-24"})
    dossier.item(minutes, "proposals", "INFORMATION", plainly(
        ru="Стороны обменялись предложениями по двум темам.", be="Бакі абмяняліся прапановамі па дзвюх тэмах.",
        en="The sides exchanged proposals on two topics."))
    dossier.item(minutes, "exchange-procedure", "COMMITMENT", plainly(
        ru="Белорусская сторона готовит порядок электронного обмена документами и проводит его опытную эксплуатацию.",
        be="Беларускі бок рыхтуе парадак электроннага абмену дакументамі і праводзіць яго доследную эксплуатацыю.",
        en="The Belarusian side prepares a procedure for the exchange of electronic documents and tries it."), documents,
        side="OURS", executors=["organizations/mincom"], due_date="2023-11-30")
    dossier.item(minutes, "formats", "COMMITMENT", plainly(
        ru="Область сообщает форматы документов, которые она применяет.",
        be="Вобласць паведамляе фарматы дакументаў, якія яна выкарыстоўвае.",
        en="The region tells the formats of documents that it uses."), documents,
        side="THEIRS", executors=["organizations/kursk"], due_date="2023-09-29")
    dossier.item(minutes, "pilot", "COMMITMENT", plainly(
        ru="Стороны готовят участие области как пилотного региона союзной программы.",
        be="Бакі рыхтуюць удзел вобласці як пілотнага рэгіёна саюзнай праграмы.",
        en="The sides prepare the region's part as a pilot of the union programme."), city,
        side="JOINT", executors=["organizations/mincom", "organizations/kursk"], due_date="2024-03-29")
    dossier.item(minutes, "experience", "COMMITMENT", plainly(
        ru="Белорусская сторона показывает специалистам области системы «умного города» в Минске.",
        be="Беларускі бок паказвае спецыялістам вобласці сістэмы «разумнага горада» ў Мінску.",
        en="The Belarusian side shows smart-city systems in Minsk to specialists of the region."), city,
        side="OURS", executors=["organizations/minsk"], due_date="2023-12-15")
    dossier.item(minutes, "municipality", "COMMITMENT", plainly(
        ru="Область называет муниципалитет для пилотного проекта.", be="Вобласць называе муніцыпалітэт для пілотнага праекта.",
        en="The region names a municipality for the pilot."), city,
        side="THEIRS", executors=["organizations/kursk"], due_date="2023-12-15")
    dossier.item(minutes, "next", "DECISION", plainly(
        ru="Следующую встречу провести в 2024 году.", be="Наступную сустрэчу правесці ў 2024 годзе.",
        en="The next meeting is held in 2024."))
    dossier.call("AgreeProtocol", {"name": minutes})
    dossier.sign(minutes, who(KURSK, 0), "Minsk (sample)", "2023-08-24")
    dossier.sign(minutes, HEAD, "Minsk (sample)", "2023-08-25")
    dossier.call("AgreeTopic", {"name": documents, "reason": SAMPLE + "item 2 of the minutes"})
    for item in ("exchange-procedure", "formats", "pilot", "municipality"):
        dossier.find_commitment(minutes, item, f"commitment/kursk/{item}")


# --- the other regions -------------------------------------------------------------------------

def region(out, identifier, names, note=""):
    return Dossier(out, identifier, identifier, names,
                   note or "Growth of mutual trade; deeper cooperation in digital development. The day of the meeting is not "
                   "published: " + ILLUSTRATIVE)


def common_topics(dossier):
    return [dossier.topic("trade", texts(en="Growth of mutual trade", ru="Рост взаимной торговли",
                                         be="Рост узаемнага гандлю", zh="扩大相互贸易")),
            dossier.topic("digital-development",
                          texts(en="Deeper cooperation in digital development",
                                ru="Углубление сотрудничества в сфере цифрового развития",
                                be="Паглыбленне супрацоўніцтва ў сферы лічбавага развіцця", zh="深化数字发展合作"))]


def nizhny_novgorod(out):
    dossier = region(out, "nizhny-novgorod", texts(en="Nizhny Novgorod Region", ru="Нижегородская область",
                                                   be="Ніжагародская вобласць", zh="下诺夫哥罗德州"),
                     "High technology. Met beside the conference CIPR-2023.")
    topic = dossier.topic("high-technology", texts(en="High technology", ru="Высокие технологии",
                                                   be="Высокія тэхналогіі", zh="高科技"), 1)
    people = (present("tibo-2023/nizhny-novgorod", (0, 1), True, "Head of the delegation (sample)")
              + present("nizhny-novgorod-2023/mincom", (0, 1, 2), False, "Head of the delegation (sample)"))
    may = dossier.round("may-2023", texts(en="Meeting with the leadership of the region, 31 May 2023",
                                          ru="Встреча с руководством области, 31 мая 2023 года",
                                          be="Сустрэча з кіраўніцтвам вобласці, 31 мая 2023 года", zh="与州领导会谈(2023年5月31日)"),
                        "2023-05-31", [topic], people, event="events/nizhny-novgorod-2023",
                        places=texts(en="Nizhny Novgorod", ru="Нижний Новгород", be="Ніжні Ноўгарад", zh="下诺夫哥罗德"))
    dossier.position(topic, "THEIRS", "OFFICIAL", plainly(
        en="The region looks for robots for warehouses and for digital models of plants.",
        ru="Области нужны складские роботы и цифровые модели предприятий."), may)
    dossier.contact("meeting", "VISIT", "2023-05-31", "what five companies showed at the conference", people, round=may,
                    place="Nizhny Novgorod",
                    basis={"kind": "ORDER", "registration_number": "SAMPLE-CIPR", "date": "2023-05-22"},
                    record={"registration_number": "SAMPLE-N-1", "date": "2023-06-02"}, record_sent_to="Archive (sample)")
    record = dossier.protocol(
        "may-2023", "RECORD_OF_CONVERSATION",
        not_published(en="Record of the conversation in Nizhny Novgorod", ru="Запись беседы в Нижнем Новгороде"), ["ru"], may,
        date="2023-06-02")
    dossier.item(record, "descriptions", "COMMITMENT", plainly(
        ru="Белорусская сторона передаёт описания пяти проектов.", en="The Belarusian side hands over descriptions of five projects."),
        topic, side="OURS", executors=["organizations/mincom"], due_date="2023-06-30")
    dossier.item(record, "stand", "COMMITMENT", plainly(
        ru="Белорусская сторона показывает стенд с роботами в области.", en="The Belarusian side shows a stand with robots in the region."),
        topic, side="OURS", executors=["organizations/uzor-robotics"], due_date="2023-10-31")
    dossier.call("ApproveProtocol", {"name": record, "person": HEAD, "date": "2023-06-02"})
    for item in ("descriptions", "stand"):
        dossier.find_commitment(record, item, f"commitment/nizhny-novgorod/{item}")


def chuvash(out):
    """A round whose record nobody approved: what was promised there is no commitment yet."""
    dossier = region(out, "chuvash", texts(en="Chuvash Republic", ru="Чувашская Республика", be="Чувашская Рэспубліка",
                                           zh="楚瓦什共和国"))
    topics = common_topics(dossier)
    march = dossier.round("march-2023", texts(en="Meeting with the leadership (illustrative date)",
                                              ru="Встреча с руководством (дата условная)"),
                          "2023-03-15", topics, present("chuvash-2023/chuvash", (0, 1), True, "Head of the delegation (sample)")
                          + present("tibo-2023/mincom", (2, 4), False, "Deputy head (sample)"), event="events/chuvash-2023",
                         places=UNPUBLISHED)
    record = dossier.protocol(
        "march-2023", "RECORD_OF_CONVERSATION",
        not_published(en="Record of the conversation with the Chuvash Republic", ru="Запись беседы с Чувашской Республикой"),
        ["ru"], march)
    dossier.item(record, "list", "COMMITMENT", plainly(
        ru="Белорусская сторона присылает перечень предприятий.", en="The Belarusian side sends a list of companies."),
        topics[0], side="OURS", executors=["organizations/mincom"], due_date="2023-05-15")


def chelyabinsk(out):
    """A memorandum in force of which nothing came."""
    guests = "chelyabinsk-2023/chelyabinsk"
    dossier = region(out, "chelyabinsk", texts(en="Chelyabinsk Region", ru="Челябинская область", be="Чэлябінская вобласць",
                                               zh="车里雅宾斯克州"))
    topics = common_topics(dossier)
    june = dossier.round("june-2023", texts(en="Meeting with the leadership (illustrative date)",
                                            ru="Встреча с руководством (дата условная)"),
                         "2023-06-14", topics, present(guests, (0, 1, 2), True, "Head of the delegation (sample)")
                         + present("tibo-2023/mincom", (0, 2), False, "Head (sample)"), event="events/chelyabinsk-2023",
                         places=UNPUBLISHED)
    dossier.position(topics[1], "OURS", "CONFIDENTIAL", plainly(
        en="We sign without amounts.", ru="Подписываем без указания сумм."), june)
    memorandum = dossier.protocol(
        "memorandum-2023", "MEMORANDUM",
        not_published(en="Memorandum on cooperation in digital development",
                      ru="Меморандум о сотрудничестве в сфере цифрового развития"), ["ru"], june,
        [signatory("mincom", HEAD, "OFFICE", en="Head of the ministry's side (sample)", ru="Глава стороны министерства (образец)"),
         signatory("chelyabinsk", who(guests, 0), "OFFICE", en="Head of the region's side (sample)",
                   ru="Глава стороны области (образец)")], date="2023-06-14")
    dossier.item(memorandum, "exchange", "COMMITMENT", plainly(
        ru="Стороны обмениваются опытом цифрового развития.", en="The sides exchange experience of digital development."),
        topics[1], side="JOINT", is_continuous=True)
    dossier.call("AgreeProtocol", {"name": memorandum})
    dossier.call("InitialProtocol", {"name": memorandum, "initials": [
        {"side": "organizations/mincom", "person": DEPUTY, "place": "Minsk (sample)", "date": "2023-06-14"},
        {"side": "organizations/chelyabinsk", "person": who(guests, 1), "place": "Minsk (sample)", "date": "2023-06-14"}]})
    dossier.sign(memorandum, HEAD, "Minsk (sample)", "2023-06-14")
    dossier.sign(memorandum, who(guests, 0), "Minsk (sample)", "2023-06-14")
    dossier.call("BringProtocolIntoForce", {"name": memorandum, "date": "2023-07-01"})


def altai(out):
    """Minutes that only one co-chair has signed."""
    guests = "altai-2023/altai"
    dossier = region(out, "altai", texts(en="Altai Territory", ru="Алтайский край", be="Алтайскі край", zh="阿尔泰边疆区"))
    topics = common_topics(dossier)
    september = dossier.round("september-2023", texts(en="Meeting with the leadership (illustrative date)",
                                                      ru="Встреча с руководством (дата условная)"),
                              "2023-09-20", topics, present(guests, (0, 1, 2), True, "Co-chair (sample)")
                              + present("tibo-2023/mincom", (2, 1), False, "Co-chair (sample)"), event="events/altai-2023",
                         places=UNPUBLISHED)
    minutes = dossier.protocol(
        "september-2023", "MINUTES",
        not_published(en="Minutes of the meeting with the Altai Territory", ru="Протокол встречи с Алтайским краем"), ["ru"],
        september, [signatory("mincom", DEPUTY, "CO_CHAIR", en="Co-chair (sample)", ru="Сопредседатель (образец)"),
                    signatory("altai", who(guests, 0), "CO_CHAIR", en="Co-chair (sample)", ru="Сопредседатель (образец)")],
        date="2023-09-20")
    dossier.item(minutes, "visit", "COMMITMENT", plainly(
        ru="Белорусская сторона направляет в край делегацию предприятий.",
        en="The Belarusian side sends a delegation of companies to the territory."), topics[0],
        side="OURS", executors=["organizations/mincom"], due_date="2024-05-31")
    dossier.call("AgreeProtocol", {"name": minutes})
    dossier.sign(minutes, DEPUTY, "Minsk (sample)", "2023-09-20")


# --- China -------------------------------------------------------------------------------------

AUTUMN = "china-companies-2023"


def china(out):
    dossier = Dossier(
        out, "china", "china",
        texts(en="People's Republic of China", ru="Китайская Народная Республика", be="Кітайская Народная Рэспубліка",
              zh="中华人民共和国"),
        "Directive No. 9 of 3 December 2021 on developing relations with the PRC; the Action Plan to develop cooperation "
        "with the PRC and increase export volumes for 2023–2025, interfaced with the Digital Silk Road initiative; meetings "
        "with a number of Chinese companies in 2023. Their days and the companies here are made up for the sample.")
    topic = dossier.topic("ict", texts(en="ICT cooperation", ru="Сотрудничество в сфере ИКТ",
                                       be="Супрацоўніцтва ў сферы ІКТ", zh="信息通信技术合作"), 1)
    people = [one for company in ("liyun", "xugou", "yangben")
              for one in present(f"{AUTUMN}/{company}", (0, 1), True, "Head of the company's delegation (sample)")]
    for each in people[1:]:
        each.pop("is_head", None)  # a side has one head
    october = dossier.round(
        "october-2023", texts(en="Meetings with Chinese companies (illustrative date)",
                              ru="Встречи с китайскими компаниями (дата условная)",
                              be="Сустрэчы з кітайскімі кампаніямі (дата ўмоўная)", zh="与中国企业会谈(日期为示例)"),
        "2023-10-11", [topic], people + present("tibo-2023/mincom", (0, 1, 4), False, "Head (sample)"),
        until="2023-10-12", event=f"events/{AUTUMN}", places=UNPUBLISHED)
    dossier.position(topic, "OURS", "CONFIDENTIAL", plainly(
        en="Exporters first: catalogue, demonstrations, contracts of companies.",
        ru="Сначала экспортёры: каталог, показы, договоры предприятий."), october)
    record = dossier.protocol(
        "october-2023", "RECORD_OF_CONVERSATION",
        not_published(en="Record of the meetings with Chinese companies", ru="Запись бесед с китайскими компаниями"), ["ru"],
        october, date="2023-10-13")
    dossier.item(record, "catalogue", "COMMITMENT", plainly(
        ru="Белорусская сторона переводит каталог экспортёров на китайский язык.",
        en="The Belarusian side translates the catalogue of exporters into Chinese."), topic,
        side="OURS", executors=["organizations/mincom"], due_date="2023-11-30")
    dossier.call("ApproveProtocol", {"name": record, "person": HEAD, "date": "2023-10-13"})
    dossier.find_commitment(record, "catalogue", "commitment/china/catalogue")


def liyun(out):
    guests = f"{AUTUMN}/liyun"
    dossier = Dossier(
        out, "liyun", "liyun",
        texts(en="Liyun Example Technology (fictional)", ru="Лиюнь Пример Технолоджи (вымышленная)",
              be="Ліюнь Прыклад Тэхналогіі (выдуманая)", zh="例云科技(虚构)"),
        "A company that does not exist: all of this dossier is made up for the sample.")
    topic = dossier.topic("cloud", texts(en="A cloud for municipal services (sample)", ru="Облако для городских служб (образец)",
                                         zh="市政服务云(示例)"), 2)
    dossier.round("tibo-2023", texts(en="Meeting at TIBO-2023 (sample)", ru="Встреча на «ТИБО-2023» (образец)"),
                  "2023-04-20", [topic], meeting="events/tibo-2023/meetings/mincom-liyun", places=AT_THE_FORUM,
                  people=present("tibo-2023/liyun", (0, 1), True, "Head of the delegation (sample)")
                  + present("tibo-2023/mincom", (0,), False, "Head (sample)"))
    october = dossier.round("october-2023", texts(en="Meeting in October (illustrative date)", ru="Встреча в октябре (дата условная)"),
                            "2023-10-12", [topic], event=f"events/{AUTUMN}", places=UNPUBLISHED,
                            people=present(guests, (0, 1, 2), True, "Director (sample)")
                            + present("tibo-2023/mincom", (0, 1), False, "Head (sample)"))
    memorandum = dossier.protocol(
        "memorandum-2023", "MEMORANDUM",
        not_published(en="Memorandum with Liyun Example Technology (fictional)",
                      ru="Меморандум с компанией «Лиюнь Пример» (вымышленной)", zh="与例云科技备忘录(虚构)"), ["ru", "zh"], october,
        [signatory("mincom", HEAD, "OFFICE", en="Head of the ministry's side (sample)", ru="Глава стороны министерства (образец)"),
         {**signatory("liyun", who(guests, 0), "FULL_POWERS", en="Director (sample)", zh="总经理(示例)"),
          "powers_document": {"registration_number": "SAMPLE-L-1", "date": "2023-10-02"}}],
        date="2023-10-12", prevailing_language="ru")
    dossier.item(memorandum, "trial", "COMMITMENT", plainly(
        ru="Компания показывает облако двум белорусским экспортёрам.", zh="公司向两家白罗斯出口商展示云平台。",
        en="The company shows the cloud to two Belarusian exporters."), topic,
        side="THEIRS", executors=["organizations/liyun"], due_date="2023-12-29")
    dossier.item(memorandum, "exporters", "COMMITMENT", plainly(
        ru="Белорусская сторона знакомит компанию с экспортёрами.", zh="白方向公司介绍出口商。",
        en="The Belarusian side introduces exporters to the company."), topic,
        side="OURS", executors=["organizations/mincom"], due_date="2023-11-15")
    dossier.call("AgreeProtocol", {"name": memorandum})
    dossier.call("InitialProtocol", {"name": memorandum, "initials": [
        {"side": "organizations/mincom", "person": AUTHOR, "place": "Minsk (sample)", "date": "2023-10-12"},
        {"side": "organizations/liyun", "person": who(guests, 1), "place": "Minsk (sample)", "date": "2023-10-12"}]})
    dossier.sign(memorandum, HEAD, "Minsk (sample)", "2023-10-12")
    dossier.sign(memorandum, who(guests, 0), "Minsk (sample)", "2023-10-12")
    dossier.call("BringProtocolIntoForce", {"name": memorandum, "date": "2023-10-12"})
    for item in ("trial", "exporters"):
        dossier.find_commitment(memorandum, item, f"commitment/liyun/{item}")


def fill(out):
    users(out)
    kursk(out)
    nizhny_novgorod(out)
    chuvash(out)
    chelyabinsk(out)
    altai(out)
    china(out)
    liyun(out)
