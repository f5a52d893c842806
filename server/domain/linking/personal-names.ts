import { editDistance, foldSound } from './match-name'

/** Common given and family names of India and of the English-speaking world. Rare names are known by where they are said. */
const NAMES = `
aarav aarti aditi aditya ahmed aisha ajay akash akshay ali alok aman amar amina amit amita amitabh amrita anand ananya anil anirudh anita anjali anjana ankit ankita ankur
anmol anshul anuj anupam anuradha anurag anushka aparna archana arjun arnav arpita arun aruna arvind asha ashish ashok ashwin atul avinash ayesha babita balaji balram bharat
bharti bhavana bhavesh bhavna bhupinder bina bindu brijesh chandan chandra chetan chirag daljit damini darshan deepa deepak deepali deepika devendra devika dhananjay dharmesh
dhruv dilip dinesh divya durga ekta farah farhan farida fatima firoz ganesh gaurav gauri gautam gayatri geeta girish gita gopal govind gulshan gurpreet hamid hardik hari
harish harpreet harsh harsha hemant hema himanshu hina imran indira irfan isha ishaan jagdish jahnavi jaspreet jatin javed jaya jayant jayesh jignesh jitendra juhi jyoti
kabir kailash kajal kalpana kamal kamala kamlesh kanchan kapil karan karthik kartik kavita kavya khushi kiran kirti kishore komal krishna kriti kritika kunal kuldeep lakshmi
lalit lalita lata lavanya leela madhav madhu madhuri mahesh mahima mala malini mamta manas manav mandeep manisha manish manju manjit manoj mansi maya meena meenakshi meera
megha mehul milind minal mitali mohan mohammed mohit monika mrinal mukesh mukul muskan nadeem naina namrata nandini naresh narendra nargis naveen navin navneet nazia neelam
neeraj neeta neha nidhi nikhil nikita nilesh nimisha niraj nirmal nirmala nisha nishant nitin nitya om omkar padma pallavi pankaj parul parvati parvin pawan payal piyush pooja
poonam prachi pradeep prakash pramod pranav prasad prashant pratap prateek pratibha praveen preeti prem prerna priti priya priyanka puja puneet purnima pushpa rachna radha
radhika raghav rahul raj raja rajan rajat rajeev rajendra rajesh rajiv rajni raju rakesh rakhi ram rama raman ramesh rani ranjan ranjit rashid rashmi ratan ravi ravindra
reema rekha renu renuka reshma richa riddhi rina rishabh rishi ritesh ritika ritu riya rohan rohini rohit ruchi rukmini rupa rupali saba sachin sadhana sagar sahil salim salma
sameer samir sandeep sandhya sangeeta sanjana sanjay sanjeev sanjiv sanskriti santosh sapna sarita sarla sarika satish satya saurabh savita seema shabana shailesh shalini
shankar shanti sharad sharmila shashi sheela shikha shilpa shiv shivam shivani shobha shraddha shreya shruti shubham shweta siddharth simran sita smita smriti sneha sohail
sonal sonali sonam sonia soumya srinivas subhash sudha sudhir sujata suman sumit sunil sunita suraj surabhi surendra suresh surinder sushil sushila sushma swapnil swati
tanvi tanya tara tarun tejas trisha tushar uday ujjwal uma umesh upasana urmila usha vaibhav vandana vani varsha varun vasudha veena venkat venkatesh vibha vidya vijay vikas
vikram vimal vinay vineet vineeta vinod vipin vipul virendra vishal vishnu vivek yash yashoda yogesh yogita yusuf zainab zara zeenat zoya
acharya agarwal aggarwal agnihotri ahluwalia ahuja ansari anand arora awasthi babu bagchi bahl bajaj bajwa bakshi banerjee bansal basu batra bedi bhagat bhalla bhandari
bhardwaj bhargava bhasin bhat bhatia bhatt bhattacharya bhattarai bhushan bisht biswas bose chadha chakraborty chand chandra chatterjee chaturvedi chaudhary chauhan chawla
chhabra chopra choudhary dalal damani das dasgupta datta dave deol desai deshmukh deshpande dey dhawan dhillon dixit dubey dutta fernandes gandhi ganguly garg george gera
ghosh gill goel gokhale gowda goyal grewal grover gulati gupta handa hegde hussain iyengar iyer jadhav jaffrey jain jaiswal jha jindal johar joshi kakkar kale kalra kamat
kamble kant kapadia kapoor kapur kashyap kaul kaur kaushik khan khandelwal khanna khatri khosla khurana kohli kothari krishnan krishnamurthy kulkarni kumar kumari lal lamba
luthra mahajan maheshwari malhotra malik mangal mathur mehra mehrotra mehta menon mirza mishra misra mistry mittal modi mohanty mukherjee murthy nagpal naidu naik nair nambiar
nanda narang narayan narayanan nayak nayar negi nigam oberoi padhi pai pal panchal pande pandey pandit pandya parekh parikh parmar patel pathak patil patnaik pawar pillai
prabhu prasad puri qureshi raghavan rai rajan rajput raman ramachandran rana ranganathan rao rastogi rathi rathod rathore raut rawat ray reddy roy sabharwal sahni sahoo saini
saluja sandhu sanghvi sarin sarkar sathe saxena sehgal sen sengupta sethi seth shah shaikh sharma shastri sheikh shekhawat shenoy shetty shinde shrivastava shukla siddiqui
sidhu singh singhal sinha sodhi solanki somani soni sood srinivasan srivastava subramanian sundaram suri swamy talwar tandon taneja thakkar thakur thapar tiwari trehan
trivedi tyagi upadhyay vaidya varghese varma vasudevan verma vohra vora vyas wadhwa walia yadav zaveri
aaron abigail adam adrian aidan alan albert alex alexander alexandra alfie alice alison allison amanda amber amelia amy andrea andrew angela anna anne anthony arthur ashley
audrey ava barbara barry beatrice becky ben benjamin bernard beth bethany betty beverly bianca bill billy bob bradley brandon brenda brian bridget bruce caitlin cameron carl
carlos carmen carol caroline catherine charles charlie charlotte chelsea cheryl chloe chris christian christina christine christopher claire clara cindy colin connor craig
curtis cynthia daisy dan daniel danielle darren dave david dawn dean deborah debbie denise dennis derek diana diane dominic donald donna doris dorothy douglas duncan dylan
edith edward edwin eileen elaine eleanor elena elizabeth ella ellen ellie elliot emily emma eric erin ethan eva evan evelyn faith felix fiona florence frances francesca
francis frank fred freddie frederick freya gabriel gareth gary gavin gemma geoff geoffrey george georgia gerald geraldine gillian gina giles glen gloria gordon graham grace
grant greg gregory guy hannah harold harriet harry harvey hayley hazel heather heidi helen henry holly howard hugh hugo iain ian imogen irene iris isaac isabel isabella
isobel ivan ivy jack jackie jackson jacob jacqueline jade jake james jamie jan jane janet janice jared jasmine jason jay jean jeff jeffrey jennifer jenny jeremy jerry
jesse jessica jessie jill jim jimmy jo joan joanna joanne joe joel john johnny jon jonathan jordan jose joseph josephine josh joshua joy joyce juan judith judy julia julian
julie june justin karen karl kate katherine kathleen kathryn kathy katie kay keith kelly ken kenneth kerry kevin kieran kim kimberly kirsty kyle laura lauren laurence
leah lee leo leon leonard leslie lewis liam lily linda lindsay lisa liz lloyd logan lois lola lorraine louis louisa louise luca lucas lucy luis luke lydia lynn mabel madeleine
madison maggie malcolm marc marcus margaret maria marian marie marilyn marion marjorie martha martin mary mason matilda matt matthew maureen max megan melanie melissa mia
michael michelle miguel mike mildred millie miranda mohamed moira molly monica morgan muhammad nancy naomi natalie natasha nathan neil nicholas nick nicola nicole nigel nina
noah nora norman olive oliver olivia oscar owen pamela pat patricia patrick paul paula pauline pedro penelope penny pete peter phil philip phillip phoebe phyllis poppy rachael
rachel ralph raymond rebecca reginald rhys ricardo richard rick rita rob robert roberta robin rodney roger roland ron ronald rory rosa rosemary rosie ross rowan roy ruby
rupert russell ruth ryan sabrina sally sam samantha samuel sandra sara sarah scott sean sebastian shannon sharon shaun sheila shirley sidney simon sofia sophia sophie spencer
stacey stanley stella stephanie stephen steve steven stuart sue susan suzanne sylvia tamara tanya terence teresa terry thelma theo theodore theresa thomas tiffany tim timothy
tina toby todd tom tommy tony tracey tracy travis trevor tristan tyler valerie vanessa vera veronica vicky victor victoria vincent violet virginia vivian walter wanda warren
wayne wendy wesley wilfred william willow winifred xavier yasmin yvonne zachary zoe
adams alvarez anderson andrews armstrong atkinson bailey baker ball banks barker barnes bell bennett black booth bradley brooks brown bryant burns burton butler campbell
carpenter carr carroll carter chambers chapman chen clark clarke cole coleman collins cook cooper cox crawford cruz cunningham davidson davies davis dawson diaz dixon doyle
dunn edwards elliott ellis evans ferguson fisher fletcher flores ford foster fox fraser freeman gardner garcia gibson gomez gonzalez goodman graham gray green greene griffin
griffiths hall hamilton hansen hargreaves harper harris harrison hart harvey hayes henderson hernandez hill holmes hopkins howard hudson hughes hunt hunter jackson jacobs
james jenkins jensen johnson johnston jones jordan kelly kennedy khan king knight lawrence lawson lee lewis lloyd long lopez macdonald mackenzie marsh marshall
martin martinez mason matthews mcdonald mccarthy mckenzie miller mills mitchell moore moreno morgan morris morrison murphy murray myers nelson newman nguyen nichols obrien
oconnor okafor okonkwo oneill ortiz owen palmer park parker parsons patterson pearce pearson perez perkins perry peters peterson phillips pope porter powell price ramirez
ramos reed reid reyes reynolds rice richards richardson riley rivera roberts robertson robinson rodriguez rogers rose rossi russell ryan sanchez sanders schmidt scott shaw
shepherd simmons simpson smith spencer stephens stevens stevenson stewart stone sullivan sutton taylor thomas thompson thomson torres tucker turner walker wallace
walsh walters ward warren washington watkins watson watts webb webster wells west wheeler white wilkinson williams williamson willis wilson wong wood woods wright yang young
`
const KNOWN = new Set(NAMES.split(/\s+/).filter((word) => word !== ''))
/** By first letter and consonants: a mis-heard name mostly keeps both. */
const SKELETONS = new Map<string, string[]>()
for (const name of KNOWN) {
  const key = skeleton(name)
  SKELETONS.set(key, [...(SKELETONS.get(key) ?? []), name])
}
const remembered = new Map<string, boolean>()
const MOST_REMEMBERED = 20_000

/** Whether a word in lower case is a common personal name, or sounds much like one. */
export function isPersonalName(word: string): boolean {
  if (KNOWN.has(word)) return true
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const result =
    word.length >= 4 && (SKELETONS.get(skeleton(word)) ?? []).some((name) => editDistance(name, word) <= (word.length >= 6 ? 2 : 1))
  remembered.set(word, result)
  return result
}

function skeleton(word: string): string {
  const sound = foldSound(word)
  return (sound[0] ?? '') + sound.slice(1).replace(/[aeiou]/g, '')
}

/** The name as it is written, not one that sounds like it. */
export function isPlainName(word: string): boolean {
  return KNOWN.has(word)
}
