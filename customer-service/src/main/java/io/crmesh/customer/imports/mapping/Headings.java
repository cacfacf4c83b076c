package io.crmesh.customer.imports.mapping;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields that columns probably fill, by how other systems and people head them in English, German and Chinese. */
public final class Headings {

    private static final Pattern OTHER_SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");

    private static final Pattern REPEATED = Pattern.compile(" \\(\\d+\\)$");

    private static final Pattern EMAIL =
            Pattern.compile("(primary|secondary|work|home|other|personal|business|alternate|private|contact|customer"
                    + "|primäre|sekundäre|geschäftliche|dienstliche)?e?mail\\d?"
                    + "(address(es)?|id|adresse|value|地址)?\\d?(privat|geschäftlich|dienstlich)?"
                    + "|additionalemailaddress(es)?|电子邮件(地址)?|电子邮箱(地址)?|邮箱(地址)?|邮件地址|电邮");

    private static final Pattern NUMBERED_PHONE = Pattern.compile("phone([1-9])(value|label|type)");
    private static final Pattern NUMBERED_ADDRESS = Pattern.compile("address([1-9])(\\p{L}+.*)");

    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            Map.entry(
                    "externalId",
                    List.of(
                            "id",
                            "customerid",
                            "recordid",
                            "recordidcontact",
                            "contactid",
                            "leadid",
                            "externalid",
                            "kundennummer",
                            "kundennr",
                            "kundenid",
                            "编号",
                            "客户编号",
                            "客户id")),
            Map.entry("kind", List.of("kind", "customertype", "kundenart", "客户类型")),
            Map.entry(
                    "stage",
                    List.of("stage", "leadstatus", "lifecyclestage", "customerstage", "phase", "阶段", "客户阶段", "客户状态")),
            Map.entry(
                    "name.given",
                    List.of("firstname", "first", "givenname", "forename", "vorname", "名", "名字", "givennames")),
            Map.entry(
                    "name.middle", List.of("middlename", "additionalname", "weiterevornamen", "zweitervorname", "中间名")),
            Map.entry(
                    "name.family",
                    List.of(
                            "lastname",
                            "last",
                            "familyname",
                            "surname",
                            "nachname",
                            "familienname",
                            "zuname",
                            "姓",
                            "姓氏")),
            Map.entry(
                    "name.legal",
                    List.of(
                            "name",
                            "fullname",
                            "legalname",
                            "customername",
                            "contactname",
                            "contactperson",
                            "ansprechpartner",
                            "kontaktperson",
                            "displayname",
                            "vollständigername",
                            "anzeigename",
                            "kundenname",
                            "姓名",
                            "全名",
                            "客户姓名",
                            "客户名称",
                            "联系人")),
            Map.entry("name.nickname", List.of("nickname", "spitzname", "rufname", "昵称")),
            Map.entry(
                    "company",
                    List.of(
                            "company",
                            "companyname",
                            "organization",
                            "organisation",
                            "organizationname",
                            "organization1name",
                            "accountname",
                            "account",
                            "associatedcompany",
                            "employer",
                            "firma",
                            "unternehmen",
                            "firmenname",
                            "arbeitgeber",
                            "公司",
                            "公司名称",
                            "单位",
                            "企业",
                            "企业名称",
                            "defaultaddresscompany")),
            Map.entry(
                    "jobTitle",
                    List.of(
                            "jobtitle",
                            "position",
                            "organizationtitle",
                            "organization1title",
                            "role",
                            "funktion",
                            "berufsbezeichnung",
                            "arbeitstitel",
                            "职位",
                            "职务",
                            "职称")),
            Map.entry("gender", List.of("gender", "sex", "geschlecht", "性别")),
            Map.entry(
                    "birthday",
                    List.of("birthday", "birthdate", "dateofbirth", "dob", "geburtstag", "geburtsdatum", "生日", "出生日期")),
            Map.entry("birthday.year", List.of("birthyear", "geburtsjahr", "出生年份")),
            Map.entry("birthday.month", List.of("birthmonth", "geburtsmonat")),
            Map.entry("language", List.of("language", "lang", "sprache", "preferredlanguage", "locale", "语言")),
            Map.entry("timeZone", List.of("timezone", "zeitzone", "时区")),
            Map.entry("source", List.of("source", "leadsource", "originalsource", "quelle", "herkunft", "来源", "客户来源")),
            Map.entry(
                    "tags",
                    List.of(
                            "tags",
                            "tag",
                            "categories",
                            "labels",
                            "kategorien",
                            "schlagworte",
                            "groupmembership",
                            "groups",
                            "标签",
                            "分组")),
            Map.entry("owner", List.of("owner")),
            Map.entry("team", List.of("team")),
            Map.entry("crmNumber", List.of("crmnumber")),
            Map.entry(
                    "registeredAt",
                    List.of(
                            "registeredat",
                            "created",
                            "createdat",
                            "createdate",
                            "createddate",
                            "creationdate",
                            "since",
                            "customersince",
                            "dateadded",
                            "kundeseit",
                            "erstelltam",
                            "angelegtam",
                            "创建时间",
                            "创建日期",
                            "注册时间")),
            Map.entry(
                    "consent.MARKETING.EMAIL",
                    List.of(
                            "acceptsemailmarketing",
                            "acceptsmarketing",
                            "emailoptin",
                            "newsletter",
                            "emailmarketingconsent")),
            Map.entry("consent.MARKETING.SMS", List.of("acceptssmsmarketing", "smsoptin", "smsmarketingconsent")),
            Map.entry(
                    "consent.MARKETING.EMAIL.optedOut",
                    List.of(
                            "emailoptout",
                            "hasoptedoutofemail",
                            "unsubscribedfromallemail",
                            "unsubscribed",
                            "donotemail",
                            "abgemeldet",
                            "emailabmeldung")),
            Map.entry("consent.MARKETING.PHONE.optedOut", List.of("donotcall")),
            Map.entry("consent.MARKETING.EMAIL.grantedAt", List.of("optintime")),
            Map.entry("consent.MARKETING.EMAIL.withdrawnAt", List.of("unsubtime")),
            Map.entry("consent.MARKETING.EMAIL.reason", List.of("unsubreason", "unsubreasonother")));

    private static final Map<String, List<String>> ADDRESS = Map.of(
            "street",
                    List.of(
                            "street",
                            "streetaddress",
                            "address",
                            "address1",
                            "address2",
                            "address3",
                            "addressline1",
                            "addressline2",
                            "addressline3",
                            "street1",
                            "street2",
                            "street3",
                            "straße",
                            "strasse",
                            "str",
                            "straßenr",
                            "strassenr",
                            "straßehausnummer",
                            "strassehausnummer",
                            "straßeundhausnummer",
                            "strasseundhausnummer",
                            "straße2",
                            "straße3",
                            "adresse",
                            "adresse2",
                            "postanschrift",
                            "anschrift",
                            "hausnummer",
                            "地址",
                            "街道",
                            "详细地址",
                            "联系地址"),
            "city", List.of("city", "town", "locality", "ort", "stadt", "wohnort", "城市", "市"),
            "region",
                    List.of(
                            "state",
                            "region",
                            "stateregion",
                            "stateprovince",
                            "province",
                            "provincecode",
                            "county",
                            "bundesland",
                            "kanton",
                            "bundeslandkanton",
                            "省",
                            "省份",
                            "省市",
                            "州"),
            "postalCode",
                    List.of(
                            "postalcode",
                            "zip",
                            "zipcode",
                            "postcode",
                            "zippostalcode",
                            "plz",
                            "postleitzahl",
                            "邮编",
                            "邮政编码"),
            "country",
                    List.of(
                            "country",
                            "countrycode",
                            "countryregion",
                            "cc",
                            "land",
                            "landregion",
                            "staat",
                            "国家",
                            "国家地区"));

    /** Words before or after a part of an address, and the address that they name. */
    private static final Map<String, String> ADDRESSES = Map.ofEntries(
            Map.entry("", ""),
            Map.entry("home", ".home"),
            Map.entry("homeaddress", ".home"),
            Map.entry("privat", ".home"),
            Map.entry("家庭", ".home"),
            Map.entry("business", ".work"),
            Map.entry("businessaddress", ".work"),
            Map.entry("work", ".work"),
            Map.entry("workaddress", ".work"),
            Map.entry("geschäftlich", ".work"),
            Map.entry("dienstlich", ".work"),
            Map.entry("公司", ".work"),
            Map.entry("other", ".other"),
            Map.entry("otheraddress", ".other"),
            Map.entry("weitere", ".other"),
            Map.entry("mailing", ""),
            Map.entry("postanschrift", ""),
            Map.entry("primaryaddress", ""),
            Map.entry("primary", ""),
            Map.entry("defaultaddress", ""),
            Map.entry("contact", ""),
            Map.entry("customer", ""),
            Map.entry("billing", ".1"),
            Map.entry("billingaddress", ".1"),
            Map.entry("shipping", ".2"),
            Map.entry("shippingaddress", ".2"));

    private static final List<String> PHONE = List.of(
            "phone",
            "phonenumber",
            "tel",
            "telno",
            "telephone",
            "telephonenumber",
            "telefon",
            "telefonnummer",
            "telefonnr",
            "telnr",
            "rufnummer",
            "number",
            "电话",
            "电话号码");

    private static final Map<String, String> PHONES = Map.ofEntries(
            Map.entry("", ""),
            Map.entry("primary", ""),
            Map.entry("contact", ""),
            Map.entry("customer", ""),
            Map.entry("defaultaddress", ""),
            Map.entry("联系", ""),
            Map.entry("home", ".home"),
            Map.entry("privat", ".home"),
            Map.entry("privates", ".home"),
            Map.entry("家庭", ".home"),
            Map.entry("住宅", ".home"),
            Map.entry("business", ".work"),
            Map.entry("work", ".work"),
            Map.entry("office", ".work"),
            Map.entry("geschäftlich", ".work"),
            Map.entry("dienstlich", ".work"),
            Map.entry("办公", ".work"),
            Map.entry("工作", ".work"),
            Map.entry("公司", ".work"),
            Map.entry("mobile", ".mobile"),
            Map.entry("cell", ".mobile"),
            Map.entry("mobil", ".mobile"),
            Map.entry("移动", ".mobile"),
            Map.entry("other", ".other"),
            Map.entry("weiteres", ".other"));

    private static final List<String> MOBILE = List.of(
            "mobile",
            "mobil",
            "cell",
            "cellphone",
            "handy",
            "handynummer",
            "handynr",
            "mobilnummer",
            "mobilnr",
            "mobiltelnr",
            "mobiltelefonnr",
            "mobiltelefon",
            "手机",
            "手机号",
            "手机号码",
            "移动电话");

    /** What follows the name of a column of which there are several. */
    private static final List<String> NUMBERS = List.of("", "1", "2", "3");

    private static final Map<String, String> KNOWN = known();

    private Headings() {}

    /** The field that a column of this name probably fills. */
    public static Optional<String> field(String heading) {
        var name = REPEATED.matcher(heading.strip()).replaceFirst("");
        if (FileField.isKnown(name)) {
            return Optional.of(name);
        }
        var key = key(name);
        if (EMAIL.matcher(key).matches()) {
            return Optional.of("email");
        }
        return numbered(key).or(() -> Optional.ofNullable(KNOWN.get(key)));
    }

    /** Google's "Phone 1 - Value" and "Address 2 - Street". */
    private static Optional<String> numbered(String key) {
        var phone = NUMBERED_PHONE.matcher(key);
        if (phone.matches()) {
            var label = Objects.equals(phone.group(2), "value") ? "" : ".label";
            return Optional.of("phone." + phone.group(1) + label);
        }
        var address = NUMBERED_ADDRESS.matcher(key);
        return address.matches()
                ? Optional.ofNullable(KNOWN.get(Objects.requireNonNull(address.group(2))))
                        .filter(part -> ADDRESS.containsKey(part))
                        .map(part -> part + "." + address.group(1))
                : Optional.empty();
    }

    private static Map<String, String> known() {
        var known = new HashMap<String, String>();
        ADDRESS.forEach((part, names) -> names.forEach(name -> ADDRESSES.forEach((word, group) -> {
            known.put(word + name, part + group);
            known.put(name + word, part + group);
        })));
        PHONE.forEach(name -> PHONES.forEach((word, kind) -> {
            if (word.isEmpty() && name.equals("number")) {
                return; // of what, is not said
            }
            for (var number : NUMBERS) {
                known.put(word + name + number, "phone" + kind);
                known.put(name + word + number, "phone" + kind);
            }
        }));
        MOBILE.forEach(name -> NUMBERS.forEach(number -> known.put(name + number, "phone.mobile")));
        FIELDS.forEach((field, names) -> names.forEach(name -> known.put(name, field)));
        return Map.copyOf(known);
    }

    /** What a heading is compared by: its letters and digits. */
    static String key(String heading) {
        var plain = Normalizer.normalize(heading, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return OTHER_SIGNS.matcher(plain).replaceAll("");
    }
}
